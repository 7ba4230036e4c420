"""What is certain to fail stands in the preview of many rows, with the words of the refusal."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coordination.documents import drafting, letters
from coordination.documents.layout import GAP
from coordination.ui.show import lowfirst
from tests.people.factories import BodyFactory
from tests.voters.factories import LOADER, brought_to, petition_of
from tests.voters.factories_supervision import reminder, waiting
from voters import actions


def bulk(name, model="petition"):
    return reverse(f"voters:{model}-bulk", args=[name])


def told(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def letter_of(follow_up, by):
    letter, recipients = drafting.begun(letters.kind_of(actions.LETTER), follow_up, by)
    return drafting.create(letter, by=by, related={"recipients": recipients})


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.lan)
    return client


def previewed(clerk, url, *rows, **typed) -> tuple[list, list]:
    """(what will be done, what is left out with the reason)"""
    page = clerk.get(url, {"chon": [row.pk for row in rows]} | typed)
    return [row for row, _words in page.context["ready"]], page.context["left_out"]


def test_a_reminder_whose_letter_is_written_takes_in_no_more(clerk, cast):
    first, second, other = waiting(cast), waiting(cast), waiting(cast, to=cast.committee)
    draft = reminder(cast, first, by=cast.lan)
    letter_of(draft, cast.lan)
    why = "Đôn đốc lần 1: Sở Y tế đã soạn thành công văn; ban hành hoặc thôi gửi, rồi đôn đốc tiếp."
    in_one = "Đã có trong một văn bản đôn đốc đang soạn."
    assert previewed(clerk, bulk("urge"), first, second, other) == ([other], [(first, in_one), (second, why)])
    for row, reason in ((first, in_one), (second, why)):
        with pytest.raises(actions.supervision.NotNow) as refused:
            actions.urge(row, by=cast.lan)
        assert refused.value.message == reason
    response = clerk.post(bulk("urge"), {"chon": [second.pk, other.pk], "answer_by": ""}, follow=True)
    assert told(response) == [
        "Đã đưa vào văn bản đôn đốc 1 kiến nghị.",
        f"Không đôn đốc bằng văn bản được 1 kiến nghị ({second}): {lowfirst(why)}",
    ]


def test_a_reminder_about_something_answered_is_not_promised(clerk, cast):
    answered, late = waiting(cast), waiting(cast, to=cast.committee)
    draft, good = reminder(cast, answered, by=cast.lan), reminder(cast, late, by=cast.lan)
    actions.reply(answered, by=LOADER, result="explained", text="Đã rõ.", sent_on=date(2026, 9, 1))
    why = f"{answered.code} không còn chờ Sở Y tế trả lời; bỏ ra khỏi văn bản rồi gửi."
    assert previewed(clerk, bulk("issue", "followup"), draft, good) == ([good], [(draft, why)])
    with pytest.raises(actions.supervision.NotNow) as refused:
        actions.issue_follow_up(draft, by=cast.lan)
    assert refused.value.message == why


def test_a_reminder_that_is_sent_or_has_gaps_is_not_promised(clerk, cast):
    sent, open_one = (reminder(cast, waiting(cast, to=to), by=cast.lan) for to in (cast.department, cast.committee))
    actions.send_follow_up(sent, by=cast.lan, sent_on=date(2026, 9, 29), number="12/HĐND-VP")
    letter = letter_of(open_one, cast.lan)
    letter.body = f"Đề nghị {GAP}"
    drafting.change(letter, by=cast.lan)
    why = f"Còn 1 chỗ “{GAP}” chưa ghi. Sửa cho đủ, hoặc đính kèm bản đã hoàn chỉnh để ban hành."
    assert previewed(clerk, bulk("issue", "followup"), sent, open_one) == (
        [],
        [(sent, "Văn bản đôn đốc này không còn là bản đang soạn."), (open_one, why)],
    )


def test_forwarding_says_the_same_before_and_after(clerk, cast):
    ready = petition_of(cast.locality, competent_body=cast.department, due_on=date(2026, 12, 1))
    bare = petition_of(cast.locality, field="", level="", due_on=None)
    nobody = petition_of(cast.locality, due_on=date(2026, 12, 1))
    gone = BodyFactory(locality=cast.locality, code="so-cu", name="Sở Cũ", valid_to=date(2026, 6, 30))
    ended = petition_of(cast.locality, competent_body=gone, due_on=date(2026, 12, 1))
    sent = brought_to(petition_of(cast.locality, due_on=date(2026, 12, 1)), "forwarded", cast.department)
    left = [
        (bare, "Chưa phân loại: thiếu lĩnh vực và cấp thẩm quyền."),
        (nobody, "Chưa chọn cơ quan giải quyết."),
        (ended, "Sở Cũ đã kết thúc ngày 30/06/2026."),
        (sent, "Đang ở trạng thái “Đã chuyển”."),
    ]
    rows = [ready, bare, nobody, ended, sent]
    assert previewed(clerk, bulk("forward"), *rows) == ([ready], left)
    typed = {"chon": [row.pk for row in rows], "due_on": "", "number": "", "on": "30/09/2026"}
    response = clerk.post(bulk("forward"), typed, follow=True)
    assert told(response) == [
        "Đã chuyển giải quyết 1 kiến nghị.",
        *(f"Không chuyển giải quyết được 1 kiến nghị ({row}): {words[0].lower()}{words[1:]}" for row, words in left),
    ]


def test_forwarding_without_any_day_is_said_before_it_is_done(clerk, cast):
    with_day = petition_of(cast.locality, competent_body=cast.department, due_on=date(2026, 12, 1))
    without = petition_of(cast.locality, competent_body=cast.department, due_on=None)
    past = petition_of(cast.locality, competent_body=cast.department, due_on=date(2026, 8, 1))
    typed = {"chon": [with_day.pk, without.pk, past.pk], "due_on": "", "number": "", "on": "30/09/2026"}
    page = clerk.post(bulk("forward"), typed)
    assert page.status_code == 200
    assert page.context["left_out"] == [
        (without, "Chưa có hạn trả lời."),
        (past, "Hạn trả lời phải từ ngày chuyển trở đi."),
    ]
    with_day.refresh_from_db()
    assert with_day.status == "new"


@pytest.mark.parametrize("count", [2, 8])
@pytest.mark.parametrize(("name", "statements"), [("urge", 15), ("forward", 14), ("prepare_public", 14)])
def test_as_many_statements_for_two_as_for_eight(clerk, cast, name, statements, count):
    make = waiting if name == "urge" else lambda cast: petition_of(cast.locality, competent_body=cast.department)
    rows = [make(cast) for _ in range(count)]
    if name == "prepare_public":
        rows = [brought_to(row, "answered", cast.department) for row in rows]
    picked = {"chon": [row.pk for row in rows]}
    clerk.get(bulk(name), picked)  # kinds of records are looked up the first time
    with CaptureQueriesContext(connection) as asked:
        page = clerk.get(bulk(name), picked)
    assert (len(page.context["ready"]), len(asked)) == (count, statements)


@pytest.mark.parametrize("count", [2, 8])
def test_as_many_statements_for_two_reminders_as_for_eight(clerk, cast, count):
    bodies = [BodyFactory(locality=cast.locality, parent=cast.committee) for _ in range(count)]
    rows = [reminder(cast, waiting(cast, to=body), by=cast.lan) for body in bodies]
    letter_of(rows[0], cast.lan)
    picked = {"chon": [row.pk for row in rows]}
    clerk.get(bulk("issue", "followup"), picked)
    with CaptureQueriesContext(connection) as asked:
        page = clerk.get(bulk("issue", "followup"), picked)
    assert (len(page.context["ready"]), len(asked)) == (count, 14)
