"""What a voter reads with the code of a petition that was put together with others: its own days, then the group's."""

from datetime import date

import pytest

from tests.people.factories import BodyFactory
from tests.voters.factories import LOADER, brought_to, petition_of
from tests.voters.factories_publishing import open_room
from voters import actions
from voters.queries import publishing as queries

TODAY = date(2026, 10, 1)


@pytest.fixture
def petition(cast):
    open_room(cast.locality)
    return petition_of(cast.locality, received_on=date(2026, 5, 18), due_on=None)


@pytest.fixture
def lead(cast):
    return petition_of(cast.locality, received_on=date(2026, 4, 1), due_on=None)


def told(petition):
    """Day and words of each step, as the page shows them."""
    found = queries.behind_code(petition.follow_code)
    return [(step.on.isoformat(), step.words, step.note) for step in queries.progress_of(found)]


def merged(cast, lead, petition):
    lead.refresh_from_db()
    petition.refresh_from_db()
    return actions.merge_many(lead, [petition], by=cast.lan)


RECEIVED = ("2026-05-18", "Đã tiếp nhận", "vào sổ kiến nghị của cử tri")
TOGETHER = "Xem xét cùng kiến nghị có cùng nội dung"


def test_days_before_the_merge_are_its_own(cast, petition, lead):
    brought_to(lead, "in_progress", cast.department)
    merged(cast, lead, petition)
    assert told(petition) == [RECEIVED, ("2026-10-01", TOGETHER, "Sở Y tế")]


def test_an_answer_of_before_answers_it_on_the_day_of_the_merge(cast, petition, lead):
    brought_to(lead, "answered", cast.department)
    merged(cast, lead, petition)
    assert told(petition) == [
        RECEIVED,
        ("2026-10-01", TOGETHER, "Sở Y tế"),
        ("2026-10-01", "Đã trả lời", "Sở Y tế"),
        ("2026-10-01", "Không còn việc phải làm", ""),
    ]


def test_after_the_merge_it_goes_the_way_of_the_group(cast, petition, lead):
    merged(cast, lead, petition)
    lead.refresh_from_db()
    actions.forward(lead, by=LOADER, to=cast.department, on=TODAY)
    actions.accept(lead, by=LOADER, on=TODAY)
    actions.reply(lead, by=LOADER, result="planned", text="Sẽ làm.", sent_on=TODAY)
    actions.judge(lead, by=LOADER, judgement="unsatisfied", body=cast.front, on=TODAY, text="Chưa rõ.")
    actions.reopen(lead, by=LOADER, on=TODAY)
    assert [words for _on, words, _note in told(petition)] == [
        "Đã tiếp nhận",
        TOGETHER,
        "Đã chuyển giải quyết",
        "Đã nhận giải quyết",
        "Đã trả lời",
        "Trả lời được đánh giá: chưa thỏa đáng",
        "Mở lại để giải quyết tiếp",
    ]


def test_what_another_body_has_is_not_answered_by_the_group(cast, petition, lead):
    other = BodyFactory(locality=cast.locality, name="Sở Khác")
    brought_to(petition, "in_progress", other)
    brought_to(lead, "answered", cast.department)
    merged(cast, lead, petition)
    assert [words for _on, words, _note in told(petition)] == [
        "Đã tiếp nhận", "Đã chuyển giải quyết", "Đã nhận giải quyết", TOGETHER,
    ]  # fmt: skip


def test_out_of_the_group_it_has_its_own_days_only(cast, petition, lead):
    brought_to(lead, "answered", cast.department)
    merge = merged(cast, lead, petition)
    actions.undo_merge(merge, by=cast.lan)
    assert told(petition) == [RECEIVED]


def test_a_lead_that_may_not_be_followed_hides_it(cast, petition, lead):
    merged(cast, lead, petition)
    type(lead).objects.filter(pk=lead.pk).update(confidential=True)
    assert queries.behind_code(petition.follow_code) is None


def test_the_text_that_was_published_is_that_of_the_lead(cast, petition, lead):
    merged(cast, lead, petition)
    found = queries.behind_code(petition.follow_code)
    assert (found, queries.shown_publication(found)) == (petition, None)
