"""Personal data in a text that is to be published: every way of writing it is struck out, what is none stays.

All names, numbers and addresses are made up.
"""

import unicodedata

import pytest

from voters.redaction import findings, redact

NAMES = ["Nguyễn Văn A", "Trần Thị Bưởi", "Lê Đình Chanh", "Phạm Mít", "Võ Thị Ổi", "Đỗ Thị Xoài", "Doãn Văn Sấu"]
AROUND = [
    "Ông {} đề nghị",
    "theo lời {} thì đường hỏng",
    "({})",
    "- {};",
    "giáo viên {} phản ánh",
    "trưởng thôn {} trình bày",
]
PHONES = [
    "0912345678",
    "0912 345 678",
    "0912.345.678",
    "0912-345-678",
    "0912 - 345 - 678",
    "+84912345678",
    "+84 912 345 678",
    "(+84) 912 345 678",
    "(024) 3825 1234",
    "(024)38251234",
    "(0243) 825.1234",
    "0243.825.1234",
    "024 3825 1234",
    "024-38251234",
    "０９１２３４５６７８",
]
PAPERS = [
    "001204000123",
    "001 204 000 123",
    "001.204.000.123",
    "0012 0400 0123",
    "012345678",
    "012 345 678",
    "123456789",
]
MAILS = [
    "a.b+c@mail.example.vn",
    "buoi_tran@example.com",
    "buoi @ example.com",
    "buoi(at)example.com",
    "BUOI@EXAMPLE.COM",
]
HOUSES = [
    ("số nhà 12A/5 ngõ 3", "12A/5"),
    ("SỐ NHÀ 12", "12"),
    ("số 25 đường Lê Lợi", "25"),
    ("SỐ 25 ĐƯỜNG LÊ LỢI", "25"),
    ("tại 25 đường Lê Lợi", "25"),
    ("tại 25B phố Huế", "25B"),
    ("ở 12/5/7 Trần Phú", "12/5/7"),
    ("số 41 Trần Phú", "41"),
    ("hẻm 45/12 Lê Lợi", "45/12"),
    ("ngõ 45, nhà 17", "17"),
    ("ngách 3/8 ngõ 2", "3/8"),
]


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("name", NAMES)
def test_no_way_of_writing_a_name_slips_through(name, around):
    for written in (name, name.upper(), unicodedata.normalize("NFD", name), name.replace(" ", "\u00a0")):
        for text in (around.format(written), around.upper().format(written)):
            left = redact(text).text
            assert [word for word in name.split()[1:] if word.lower() in left.lower().split()] == [], text


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("NGUYỄN VĂN A", "[tên người]"),
        ("ÔNG TRẦN VĂN BA", "ÔNG [tên người]"),
        ("Hộ bà H'Bia Niê xin", "Hộ bà [tên người] xin"),
        ("nhà nguyễn văn ba bị ngập", "nhà [tên người] bị ngập"),
        ("Sùng A Chua, bản Thượng", "[tên người], bản Thượng"),
        ("THẠCH THỊ SEN xin", "[tên người] xin"),
        ("Nguyen Van Buoi xin", "[tên người] xin"),
        ("thôn bà Hạnh hay ngập", "thôn bà [tên người] hay ngập"),
        ("Chủ tịch UBND xã Nguyễn Văn Mít hứa", "Chủ tịch UBND xã [tên người] hứa"),
        ("nhân viên Trần Ổi thu tiền", "nhân viên [tên người] thu tiền"),
        ("Nguyễn\u200b Văn\u200b Mít", "[tên người]"),
    ],
)
def test_names_in_capitals_small_letters_and_of_all_peoples(text, redacted):
    assert redact(text).text == redacted


@pytest.mark.parametrize("around", ["gọi {}", "ĐT:{}", "ĐT.{}.", "sđt {}, gặp", "({})", "{}/{}"])
@pytest.mark.parametrize("phone", PHONES)
def test_no_way_of_writing_a_telephone_number_slips_through(phone, around):
    found = redact(around.replace("{}", phone))
    assert not any(letter.isdigit() for letter in found.text), found.text
    assert {finding.kind for finding in found.found} == {"số điện thoại"}


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("điện thoại 3825 1234", "điện thoại [số điện thoại]"),
        ("ĐT bàn: 825.123", "ĐT bàn: [số điện thoại]"),
        ("zalo 84912345678", "zalo [số điện thoại]"),
        ("máy 0912345678mất sóng", "máy [số điện thoại]mất sóng"),
    ],
)
def test_a_number_after_a_word_for_telephone_is_one(text, redacted):
    assert redact(text).text == redacted


@pytest.mark.parametrize("around", ["CCCD số {} cấp 2021", "căn cước: {}", "số {} mới cấp", "({})", "CMND/{}"])
@pytest.mark.parametrize("paper", PAPERS)
def test_no_way_of_writing_the_number_of_a_paper_slips_through(paper, around):
    found = redact(around.format(paper))
    assert found.text == around.format("[số giấy tờ]")


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("hộ chiếu C1234567", "hộ chiếu [số giấy tờ]"),
        ("số tài khoản 19 0123 4567 8901 tại", "số tài khoản [số giấy tờ] tại"),
        ("STK: 1234567890123", "STK: [số giấy tờ]"),
        ("xe biển số 99A-123.45 chở đất", "xe biển số [số giấy tờ] chở đất"),
        ("BHXH số 0123456789", "BHXH số [số giấy tờ]"),
        ("sinh ngày 12/3/1975 tại", "sinh ngày [ngày sinh] tại"),
        ("(sinh năm 1975)", "(sinh năm [ngày sinh])"),
        ("ngày sinh: 02-03-1975", "ngày sinh: [ngày sinh]"),
        ("facebook.com/buoi.tran.1975 có ảnh", "[tài khoản mạng] có ảnh"),
    ],
)
def test_papers_accounts_plates_and_birthdays(text, redacted):
    assert redact(text).text == redacted


@pytest.mark.parametrize("mail", MAILS)
def test_no_mail_address_slips_through(mail):
    assert redact(f"thư {mail}, cảm ơn").text == "thư [thư điện tử], cảm ơn"


@pytest.mark.parametrize(("text", "number"), HOUSES)
def test_the_number_of_a_house_is_struck_out(text, number):
    found = redact(text)
    assert number not in found.text
    assert ("số nhà", number) in found.found


@pytest.mark.parametrize(
    "text",
    [
        "Giáo viên trường THCS Nguyễn Trãi thiếu nhà công vụ",
        "đường Nguyễn Văn Cừ và phố Lê Thị Hồng Gấm",
        "công viên Trần Phú, chợ Bà Chiểu, núi Bà Đen",
        "tỉnh Bà Rịa - Vũng Tàu",
        "Đoàn Thanh niên, Đoàn đại biểu Quốc hội, Mẹ Việt Nam anh hùng",
        "ĐỀ NGHỊ ĐÀO TẠO NGHỀ, MỞ BÃI ĐỖ XE, PHẠM VI QUY HOẠCH, LƯƠNG TỐI THIỂU",
        "BÀ CON THÔN THƯỢNG, CỤ THỂ NHƯ SAU, HỘ NGHÈO, HỘ GIA ĐÌNH CHÍNH SÁCH",
        "CỬ TRI XÃ PHÚ HÒA KIẾN NGHỊ SỞ VĂN HÓA",
        "thị xã, thị trấn, ban hành văn bản",
        "ngõ 45 ngập nước, nhà 2 tầng, nhà 3 gian",
        "ngày 15/7 đường ngập, từ 01/7/2025 đến 31/12/2025",
        "1.250.000.000 đồng cho 12 tuyến, 450000000đ, 123456789 m2, 987654321 ha",
        "quốc lộ 1A đoạn km 012+500, tổ 12 đường liên xã",
        "Quyết định số 25 ngày 3/4/2024, Thông tư 08/2024/TT-BTC",
    ],
)
def test_places_papers_of_state_and_amounts_stay(text):
    assert redact(text) == (text, [])


def test_a_known_name_is_found_without_accents_and_with_other_spaces():
    found = redact("Y  MOAN và y moàn; y moan", ("Y Moàn",))
    assert found.text == "[tên người] và [tên người]; [tên người]"


@pytest.mark.parametrize("kind", [NAMES, PHONES, PAPERS, MAILS])
def test_what_was_struck_out_is_not_found_again(kind):
    for value in kind:
        assert findings(redact(f"Ông {value} và {value}, số nhà 3").text) == []


def test_a_hostile_text_is_read_in_one_go():
    """Letters and apostrophes without end: the work grows with the text, not with its square."""
    assert redact("A'" * 20_000).text == "A'" * 20_000


BEFORE = ["ông", "số nhà", "cccd", "gọi", "sinh năm", "biển số"]
HOSTILE = [
    (" ", " "),
    ("\t", " "),
    ("\u00a0", " "),
    (" \u200b", " "),
    ("\r\n", "\r\n\n"),
    ("\n", "\n\n"),
    ("\n ", "\n\n "),
]


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize(("blank", "left"), HOSTILE)
def test_blanks_without_end_are_taken_together(before, blank, left):
    """Patterns that step over blanks twice never see more than a few of them; else the work grows with the square."""
    assert redact(before + blank * 1_000 + "x").text == f"{before}{left}x"


def test_marks_without_end_are_cut():
    assert redact("a" + "\u0301\u0323" * 1_000).text == unicodedata.normalize("NFC", "a\u0301\u0323\u0301\u0323")


def test_usual_blanks_and_empty_lines_stay():
    text = "Dòng một.\n\n- Dòng hai.\r\n- Dòng ba.\n"
    assert redact(text) == (text, [])
