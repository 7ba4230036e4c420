"""What stands outside the table: sums with words, signatures, "Nơi nhận"; a heading that stands twice."""

import pytest

from coordination.exchange.columns import Day, Text
from coordination.exchange.reading import read
from tests.exchange.books import book

COLUMNS = (
    Text("content", "Nội dung", required=True),
    Text("place", "Xã"),
    Day("received_on", "Ngày nhận", aliases=("Ngày tiếp nhận",), required=True),
    Text("origin", "Nguồn"),
)
HEAD = ["STT", "Nội dung", "Xã", "Ngày nhận", "Nguồn"]
ROW = [1, "Đường hỏng", "Phú Hòa", "18/5/2026", "MTTQ"]


def seen(*lines, head=HEAD) -> tuple[list[int], list[str], list[str]]:
    """Numbers of the rows that are read, notes, warnings."""
    sheet = read(book(head, *lines), "so.xlsx", COLUMNS)
    return [line.number for line in sheet.lines], sheet.notes, sheet.warnings


@pytest.mark.parametrize(
    "line",
    [
        [None, "Tổng cộng: 2 kiến nghị"],
        [None, "Tổng cộng 2 kiến nghị"],
        [None, "Tổng cộng: 02 (hai) kiến nghị."],
        [None, "Tổng số kiến nghị: 2"],
        [None, "TỔNG SỐ: 2 ý kiến, kiến nghị"],
        [None, "Cộng: 2 kiến nghị", None, None, 2],
        ["Tổng cộng: 2 kiến nghị"],
        [None, "Tổng cộng", "2 kiến nghị"],
        [None, "Danh sách có 2 kiến nghị"],
        [None, "(Danh sách này gồm 02 kiến nghị)"],
    ],
)
def test_a_sum_with_words_is_no_row_wherever_it_stands(line):
    assert seen(ROW, line) == ([2], ["Bỏ qua dòng cộng, tổng (dòng 3)."], [])
    assert seen(ROW, line, ROW) == ([2, 4], ["Bỏ qua dòng cộng, tổng (dòng 3)."], [])


def test_every_sum_is_told_with_its_row():
    lines = [line for _ in range(7) for line in (ROW, [None, "Cộng: 1 kiến nghị"])]
    assert seen(*lines)[1] == ["Bỏ qua dòng cộng, tổng (dòng 3, 5, 7, 9, 11, 13, 15)."]


@pytest.mark.parametrize(
    "line",
    [
        [2, "Tổng cộng 2 kiến nghị", "Phú Hòa", "19/5/2026", "MTTQ"],
        [2, "Tổng cộng: 5 tuyến đường hỏng, đề nghị sửa", None, "19/5/2026", None],
        [2, "Tổng cộng 5 tuyến đường hỏng, đề nghị sửa trước mùa mưa"],
        [2, "Tổng cộng: 2 kiến nghị", "Phú Hòa", None, "MTTQ"],
        [2, "Cổng: 2 cánh hỏng"],
        [2, "Cống: 2 cái hỏng"],
        [2, "Người lập biểu", "Phú Hòa", "19/5/2026", "MTTQ"],
        [2, "Nơi nhận lương hưu xa nhà, đề nghị xem lại"],
        [2, "TM. hộ dân: đề nghị sửa đường", "Phú Hòa", None, "MTTQ"],
        [2, "Đề nghị sửa đường", None, "ngày 01 tháng 10 năm 2026", None],
        [2, "Chủ tịch", "Phú Hòa", None, "MTTQ"],
    ],
)
def test_a_petition_remains_one_whatever_its_first_words(line):
    assert seen(ROW, line) == ([2, 3], [], [])
    assert seen(line, ROW) == ([2, 3], [], [])


SIGNED = [
    [None, None, None, "An Bình, ngày 20 tháng 5 năm 2026"],
    [None, "NGƯỜI LẬP BIỂU", None, "TM. BAN THƯỜNG TRỰC"],
    [None, "(Ký, ghi rõ họ tên)", None, "KT. CHỦ TỊCH"],
    [],
    [None, "Nguyễn Văn A", None, "Trần Thị B"],
    ["Nơi nhận:"],
    ["- Như trên;"],
    ["- Lưu: VT."],
]


def test_signatures_below_the_table_are_left_aside_and_named():
    notes = [
        "Bỏ qua dòng trống (dòng 3, 7).",
        "Bỏ qua phần ký, nơi nhận dưới bảng (dòng 4 đến 6, 8 đến 11): “An Bình, ngày 20 tháng 5 năm 2026”, "
        "“NGƯỜI LẬP BIỂU”, “TM. BAN THƯỜNG TRỰC”, “(Ký, ghi rõ họ tên)”, “KT. CHỦ TỊCH” và 2 nữa.",
    ]
    assert seen(ROW, [], *SIGNED) == ([2], notes, [])


@pytest.mark.parametrize(
    "line",
    [
        ["Người lập biểu"],
        [None, None, None, "Người lập"],
        [None, "Người tổng hợp"],
        [None, "T/M UBND XÃ PHÚ HÒA"],
        [None, None, None, None, "TM. UBND XÃ"],
        [None, "TL. CHỦ TỊCH"],
        [None, "Thủ trưởng đơn vị"],
        [None, "XÁC NHẬN CỦA UBND XÃ"],
        ["Nơi nhận: - Thường trực HĐND xã; - Lưu VT."],
        [None, "Phú Hòa, ngày … tháng … năm 2026"],
    ],
)
def test_one_line_of_signatures_is_enough(line):
    words = next(cell for cell in line if cell)
    note = f"Bỏ qua phần ký, nơi nhận dưới bảng (dòng 3, 4): “{words[:40]}”."
    assert seen(ROW, line, [None, "Nguyễn Văn A"]) == ([2], [note], [])


def test_a_row_without_its_day_before_the_signatures_stays_a_row():
    lacking = [2, "Điện yếu", "Phú Hòa", None, "MTTQ"]
    read_rows, notes, _ = seen(ROW, lacking, *SIGNED)
    assert (read_rows, "dòng 3" in notes[0]) == ([2, 3], False)


def test_a_row_without_its_day_below_signatures_is_still_read():
    assert seen(ROW, ["Người lập biểu"], [2, "Điện yếu", "Phú Hòa", None, "MTTQ"])[0] == [2, 4]


# --- Signatures with rows below them ------------------------------------------------------------------------------

LATER = [2, "Điện yếu", "Phú Hòa", "19/5/2026", "MTTQ"]


@pytest.mark.parametrize(
    ("lines", "numbers", "words"),
    [
        ([[None, "Người lập biểu"]], "3", "“Người lập biểu”"),
        ([[None, None, "Người lập biểu", None, "TM. ỦY BAN"], [None, None, "Trần Văn A"]], "3, 4",
         "“Người lập biểu”, “TM. ỦY BAN”, “Trần Văn A”"),
        ([[None, "NGƯỜI LẬP BIỂU", None, "T/M UBND XÃ PHÚ HÒA"], [None, "(Ký, ghi rõ họ tên)", None, "KT. CHỦ TỊCH"],
          [], [None, "Nguyễn Thị Đào", None, "Trần Văn A"]], "3, 4, 6",
         "“NGƯỜI LẬP BIỂU”, “T/M UBND XÃ PHÚ HÒA”, “(Ký, ghi rõ họ tên)”, “KT. CHỦ TỊCH”, “Nguyễn Thị Đào” và 1 nữa"),
        ([[None, None, None, None, "Phú Hòa, ngày 20 tháng 5 năm 2026"], [None, None, None, None, "TM. BAN QUẢN LÝ"]],
         "3, 4", "“Phú Hòa, ngày 20 tháng 5 năm 2026”, “TM. BAN QUẢN LÝ”"),
        ([["Tổng cộng: 1 kiến nghị"], [None, "TL. CHỦ TỊCH"]], "4", "“TL. CHỦ TỊCH”"),
    ],
)  # fmt: skip
def test_signatures_that_cannot_be_rows_are_left_aside_in_the_middle_too(lines, numbers, words):
    read_rows, notes, warnings = seen(ROW, *lines, LATER)
    assert (read_rows, notes[-1], warnings) == (
        [2, len(lines) + 3], f"Bỏ qua phần ký ở giữa bảng (dòng {numbers}): {words}.", [],
    )  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        [2, "Người lập biểu", "Phú Hòa", "19/5/2026", "MTTQ"],
        [None, "Người lập biểu", None, "19/5/2026"],
        [2, "Chủ tịch"],
        [None, "Người lập biểu đến muộn"],
        [None, "Trần Văn A"],
        [None, "Điện yếu"],
    ],
)
def test_what_may_be_a_petition_stays_one_in_the_middle(line):
    assert seen(ROW, line, LATER) == ([2, 3, 4], [], [])


@pytest.mark.parametrize(
    "lines",
    [
        [[None, "Người lập biểu"], [None, "Điện yếu"]],
        [[None, "Người lập biểu"], [None, "Đường Lê Lợi hỏng"]],
        [[None, "Người lập biểu"], [None, None, "Trần Văn A"]],
        [[None, "Người lập biểu"], [2, "Trần Văn A"]],
        [[None, "Người lập biểu"], [None, "Trần Văn A", None, "19/5/2026"]],
    ],
)
def test_only_a_name_below_a_signature_belongs_to_it(lines):
    assert seen(ROW, *lines, LATER) == ([2, 4, 5], ["Bỏ qua phần ký ở giữa bảng (dòng 3): “Người lập biểu”."], [])


def test_one_name_stands_below_a_signature():
    lines = [None, "Người lập biểu"], [None, "Trần Văn A"], [None, "Lê Văn B"]
    assert seen(ROW, *lines, LATER)[0] == [2, 5, 6]


@pytest.mark.parametrize(
    "words",
    [
        "TM. hộ dân: đề nghị sửa đường",
        "Xác nhận của UBND xã chậm",
        "Nơi nhận: lương hưu",
        "Q. Bình Thạnh ngập",
        "Đường hỏng, ngày 18 tháng 5 năm 2026",
    ],
)
def test_what_only_resembles_a_signature_stays_and_it_is_said_what_to_do(words):
    told = (
        "giống phần ký nhưng bên dưới còn dòng của bảng nên vẫn được đọc; nếu là phần ký thì xóa trong tệp rồi gửi lại."
    )
    assert seen(ROW, [None, words], LATER) == ([2, 3, 4], [], [f"Dòng 3 (“{words}”) {told}"])
    assert seen(ROW, [None, words], [None, None, "Q. 3"], [None, words, "Phú Hòa"], LATER) == (
        [2, 3, 4, 5, 6], [], [f"Dòng 3, 4 (“{words}”, “Q. 3”) {told}"],
    )  # fmt: skip


def test_a_row_whose_words_stand_in_cells_over_several_rows_is_no_signature():
    content = book(HEAD, ROW, [None, None, "Q. Bình Thạnh"], LATER, merged=("B2:B3", "D2:D3"))
    found = read(content, "so.xlsx", COLUMNS)
    assert ([line.number for line in found.lines], found.notes, found.warnings) == ([2, 3, 4], [], [])


# --- A heading twice ---------------------------------------------------------------------------------------------

MEND = "; để một cột rồi gửi lại."


@pytest.mark.parametrize(
    ("head", "values", "notes", "warnings"),
    [
        (["Nội dung", "Ngày nhận", "Ngày nhận"], ["Đường", "1/5/2026", "2/5/2026"], [],
         [f"Cột “Ngày nhận” có hai lần (ô B1 và ô C1): chỉ đọc ô B1, không đọc ô C1 dù có dữ liệu{MEND}"]),
        (["Nội dung", "Ngày nhận", "NGÀY NHẬN *"], ["Đường", "1/5/2026", None],
         ["Cột “Ngày nhận” có hai lần (ô B1 và ô C1): chỉ đọc ô B1."], []),
        (["Nội dung", "Ngày tiếp nhận", "Ngày nhận"], ["Đường", "1/5/2026", "2/5/2026"], [],
         ["Cột “Ngày nhận” có hai lần, là “Ngày tiếp nhận” (ô B1) và “Ngày nhận” (ô C1): chỉ đọc ô B1, không đọc ô C1 "
          f"dù có dữ liệu{MEND}"]),
        (["Nội dung", "Ngày nhận", "Lạ", "Ngày nhận"], ["Đường", "1/5/2026", "x", "2/5/2026"], [],
         ["Không đọc cột “Lạ” (ô C1) dù có dữ liệu; nếu cần thì sửa tiêu đề theo mẫu rồi gửi lại.",
          f"Cột “Ngày nhận” có hai lần (ô B1 và ô D1): chỉ đọc ô B1, không đọc ô D1 dù có dữ liệu{MEND}"]),
    ],
)  # fmt: skip
def test_a_heading_that_stands_twice_is_said_to_stand_twice(head, values, notes, warnings):
    assert seen(values, head=head) == ([2], notes, warnings)


def test_a_heading_that_stands_three_times():
    head = ["Nội dung", "Ngày nhận", "Ngày nhận", "Ngày nhận"]
    said = seen(["Đường", "1/5/2026", "2/5/2026", "3/5/2026"], head=head)[2]
    assert [words[: words.index(":")] for words in said] == [
        "Cột “Ngày nhận” có hai lần (ô B1 và ô C1)",
        "Cột “Ngày nhận” có hai lần (ô B1 và ô D1)",
    ]
