"""Petitions from Excel that tell of a step without the one before it: the fault names what is missing, at the cell that
somebody filled in, never at a step that nobody wrote down. Headings that offices use, and what stands below the table.
"""

from datetime import date

import pytest

from coordination.exchange import actions as loading
from coordination.exchange.kinds import kind_of
from coordination.exchange.reading import bare, read
from tests.exchange.books import book
from tests.voters.test_exchange_mended import reading_of, sent
from voters.models import Petition

BODY = {"competent_body": "Sở Y tế"}
ANSWER = {"replied_on": "10/6/2026", "reply_text": "Sẽ sửa.", "reply_says": "Sẽ giải quyết, có lộ trình"}
PROMISE = {"promised_on": "30/12/2026"}
VERDICT = {"judged_on": "6/6/2026", "judgement": "Chưa thỏa đáng"}
JUDGED = VERDICT | {"judge": "Sở Y tế"}
SENT_ONLY = {"earlier_steps": "20/5/2026 | chuyển | Sở Y tế\n22/5/2026 | nhận giải quyết"}
NEEDS_ANSWER = "chỉ ghi được cùng “Ngày trả lời”; cột ấy còn trống."


def without_answer(words: str) -> str:
    return f"{words} mà chưa có trả lời; ghi “Ngày trả lời” hoặc bỏ ô này."


def told(cast, line: dict) -> list[tuple]:
    """Heading of each faulty cell, whether the file has it, and what is said."""
    reading = reading_of(cast, line)
    reading.judge()
    return [(fault.heading, bool(fault.letter), fault.words) for fault in reading.rows[0].faults]


@pytest.mark.parametrize("body", [{}, BODY], ids=["nobody", "body"])
@pytest.mark.parametrize(
    ("line", "heading", "words"),
    [
        (VERDICT, "Ngày đánh giá", without_answer("đánh giá")),
        (JUDGED, "Ngày đánh giá", without_answer("đánh giá")),
        ({"judged_on": "6/6/2026"}, "Ngày đánh giá", without_answer("đánh giá")),
        ({"judgement": "Chưa thỏa đáng"}, "Đánh giá", without_answer("đánh giá")),
        (JUDGED | SENT_ONLY, "Ngày đánh giá", without_answer("đánh giá")),
        ({"resolved_on": "8/6/2026"}, "Ngày giải quyết xong", without_answer("giải quyết xong")),
        ({"resolved_on": "8/6/2026", "evidence": "ảnh"}, "Ngày giải quyết xong", without_answer("giải quyết xong")),
        ({"reopened_on": "9/6/2026"}, "Ngày mở lại", without_answer("mở lại")),
        ({"ended_on": "10/6/2026"}, "Ngày kết thúc", without_answer("kết thúc")),
        (JUDGED | {"told_on": "7/6/2026"}, "Ngày đánh giá", without_answer("đánh giá")),
        ({"told_on": "7/6/2026"}, "Ngày báo cử tri", NEEDS_ANSWER),
        (PROMISE, "Hẹn xong ngày", NEEDS_ANSWER),
        (PROMISE | {"accepted_on": "22/5/2026"}, "Hẹn xong ngày", NEEDS_ANSWER),
        ({"roadmap": "Quý 4", "accepted_on": "22/5/2026"}, "Lộ trình", NEEDS_ANSWER),
        ({"reply_body": "Sở Y tế", "accepted_on": "22/5/2026"}, "Cơ quan trả lời", NEEDS_ANSWER),
        ({"evidence": "ảnh", "accepted_on": "22/5/2026"}, "Bằng chứng",
         "chỉ ghi được cùng “Ngày giải quyết xong”; cột ấy còn trống."),
    ],
)  # fmt: skip
def test_what_follows_an_answer_does_not_stand_without_one(cast, body, line, heading, words):
    assert told(cast, line | body) == [(heading, True, words)]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (JUDGED, ("Ngày đánh giá", True, "trước ngày trả lời (10/06/2026).")),
        ({"resolved_on": "1/6/2026"}, ("Ngày giải quyết xong", True, "trước ngày trả lời (10/06/2026).")),
        ({"reopened_on": "1/6/2026"}, ("Ngày mở lại", True, "trước ngày trả lời (10/06/2026).")),
        ({"ended_on": "1/6/2026"}, ("Ngày kết thúc", True, "trước ngày trả lời (10/06/2026).")),
        ({"told_on": "1/6/2026"}, ("Ngày báo cử tri", True, "trước ngày trả lời (10/06/2026).")),
        ({"promised_on": "1/6/2026"}, ("Hẹn xong ngày", True, "trước ngày trả lời (10/06/2026).")),
    ],
)
def test_what_follows_an_answer_is_not_older(cast, line, fault):
    assert told(cast, BODY | ANSWER | PROMISE | line) == [fault]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (BODY | ANSWER | {"replied_on": "10/5/2026"},
         ("Ngày trả lời", True, "Trước ngày nhận kiến nghị (18/05/2026).")),
        (BODY | ANSWER | {"replied_on": "10/6/2099"}, ("Ngày trả lời", True, "ngày 10/06/2099 chưa tới.")),
        (BODY | ANSWER | {"field": None}, ("Ngày trả lời", True, "trả lời: Chưa phân loại: thiếu lĩnh vực.")),
        (BODY | {"accepted_on": "10/5/2026"},
         ("Ngày nhận giải quyết", True, "Trước ngày nhận kiến nghị (18/05/2026).")),
        (ANSWER, ("Cơ quan chủ trì", False, "còn trống; đã trả lời thì phải có cơ quan nhận.")),
        ({"accepted_on": "22/5/2026"},
         ("Cơ quan chủ trì", False, "còn trống; đã nhận giải quyết thì phải có cơ quan nhận.")),
        ({"forwarded_on": "22/5/2026"}, ("Cơ quan chủ trì", False, "còn trống; đã chuyển thì phải có cơ quan nhận.")),
    ],
)  # fmt: skip
def test_a_step_that_nobody_wrote_down_is_not_blamed(cast, line, fault):
    """That a petition was forwarded follows from its answer: what is wrong then is wrong with the answer."""
    assert told(cast, line) == [fault]


def test_answers_in_lines_count(cast):
    lines = "20/5/2026 | chuyển | Sở Y tế\n22/5/2026 | nhận giải quyết\n"
    lines += "1/6/2026 | trả lời | Sở Y tế | 1/SYT | Giải trình, cung cấp thông tin | Đã xem."
    assert told(cast, BODY | JUDGED | {"verdict_text": "Chưa nêu ngày sửa.", "earlier_steps": lines}) == []


def test_the_page_names_the_column_that_the_file_lacks(cast, client):
    entry = sent(cast, ANSWER)
    client.force_login(cast.lan)
    page = " ".join(client.get(entry.get_absolute_url()).content.decode().split())
    assert "<li><b>Cơ quan chủ trì</b>: còn trống; đã trả lời thì phải có cơ quan nhận.</li>" in page


# --- Headings ------------------------------------------------------------------------------------------------------

USUAL = {
    "Đơn vị chủ trì": "competent_body",
    "Cơ quan, đơn vị chủ trì": "competent_body",
    "Cơ quan, đơn vị giải quyết": "competent_body",
    "Đơn vị phối hợp": "supporting",
    "Cơ quan, đơn vị phối hợp": "supporting",
    "Số lần": "times_raised",
    "Ghi chú (kiến nghị mấy lần)": "earlier_history",
    "Cử tri/địa chỉ (thôn, xã)": "voter",
    "Đơn vị tiếp nhận": "place",
    "Đợt TXCT (trước/sau kỳ họp ...)": "session",
    "Thẩm quyền (TW / tỉnh / xã)": "level",
    "Nhóm/lĩnh vực": "field",
    "Thời hạn giải quyết": "due_on",
    "Nội dung giải quyết, trả lời (số văn bản)": "reply_text",
    "Đơn vị trả lời": "reply_body",
    "Thời hạn hoàn thành": "promised_on",
    "Trạng thái giải quyết": "status",
    "Nguồn dữ liệu": "origin",
}


CONTENTS = ("Nội dung ý kiến, kiến nghị cử tri", "Ý kiến, kiến nghị của cử tri", "Nội dung kiến nghị của cử tri")


@pytest.mark.parametrize("content", CONTENTS)
def test_headings_that_offices_use_are_recognised(content):
    columns = kind_of("petitions").columns
    found = {}
    for name in USUAL:
        letters = read(book([content, "Ngày nhận", name], ["Đường hỏng", "18/5/2026"]), "so.xlsx", columns).letters
        found[name] = next((key for key, letter in letters.items() if letter == "C"), "")
    assert found == USUAL


def test_no_heading_means_two_columns():
    found = {}
    for column in kind_of("petitions").columns:
        for name in (column.name, *column.aliases):
            found.setdefault(bare(name), set()).add(column.key)
    assert {name: keys for name, keys in found.items() if len(keys) > 1} == {}


# --- Below the table -----------------------------------------------------------------------------------------------


def test_a_sum_and_signatures_below_petitions_are_left_aside_and_told(cast, client):
    head = ["STT", "Nội dung kiến nghị", "Xã", "Đơn vị chủ trì", "Ngày tiếp nhận", "Nguồn kiến nghị", "Số lần"]
    rows = [
        [1, "Cầu gãy lan can", "Phú Hòa", "Sở Y tế", "18/5/2026", "MTTQ tập hợp", 3],
        [2, "Tổng cộng 5 cầu hỏng, đề nghị sửa", "Phú Hòa", "Sở Y tế", "19/5/2026", "MTTQ tập hợp", 1],
    ]
    foot = [
        [None, "Tổng cộng: 2 kiến nghị"],
        [None, None, None, None, "Phú Hòa, ngày 20 tháng 5 năm 2026"],
        [None, "Người lập biểu", None, None, "TM. BAN THƯỜNG TRỰC"],
        [None, None, None, None, "CHỦ TỊCH"],
        [],
        [None, "Nguyễn Văn A", None, None, "Trần Thị B"],
        ["Nơi nhận:"],
        ["- Như trên;"],
    ]
    entry = loading.receive(kind_of("petitions"), book(head, *rows, *foot), "so.xlsx", by=cast.lan)
    assert (entry.creates, entry.faults, [row["row"] for row in entry.report]) == (2, 0, [2, 3])
    client.force_login(cast.lan)
    page = client.get(entry.get_absolute_url()).content.decode()
    assert "Bỏ qua dòng cộng, tổng (dòng 4)." in page
    below = "Bỏ qua phần ký, nơi nhận dưới bảng (dòng 5 đến 7, 9 đến 11)"
    assert below in page
    loading.begin_load(entry, by=cast.lan)
    assert list(Petition.objects.order_by("pk").values_list("content", "received_on", "times_raised")) == [
        ("Cầu gãy lan can", date(2026, 5, 18), 3),
        ("Tổng cộng 5 cầu hỏng, đề nghị sửa", date(2026, 5, 19), 1),
    ]
