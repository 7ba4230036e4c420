"""A merge taken back after the group was answered, told and closed: each keeps what it did by itself."""

from datetime import date

import pytest
from django.urls import reverse

from coordination.deadlines.queries import about, open_about
from tests.people.factories import BodyFactory
from tests.voters.factories import LOADER, brought_to, petition_of
from voters import actions
from voters.models import ResultChange

ON = date(2026, 6, 20)
TODAY = date(2026, 10, 1)


@pytest.fixture
def lead(cast):
    return brought_to(petition_of(cast.locality), "in_progress", cast.department)


@pytest.fixture
def part(cast):
    return petition_of(cast.locality, voter="Nguyễn Thử Cử Tri")


def facts(petition):
    petition.refresh_from_db()
    return petition.status, petition.result, petition.answered_on, petition.finished_on


def forwarded(part, to, **fields):
    """Sent on without a set day unless `due_on` is given."""
    type(part).objects.filter(pk=part.pk).update(due_on=None)
    part.refresh_from_db()
    return actions.forward(part, by=LOADER, to=to, on=date(2026, 5, 20), **fields)


def merged(cast, lead, part):
    for petition in (lead, part):
        petition.refresh_from_db()
    merge = actions.merge_many(lead, [part], by=cast.lan)
    lead.refresh_from_db()
    part.refresh_from_db()
    return merge


def answer(petition, **fields):
    petition.refresh_from_db()
    actions.reply(petition, by=LOADER, text="Sẽ sửa.", sent_on=ON, **{"result": "explained"} | fields)


# --- the state before the group's step


def test_what_it_did_between_the_merge_and_the_answer_stays(cast, lead, part):
    forwarded(part, cast.department, due_on=date(2026, 7, 1), answer_by=date(2026, 6, 1))
    merge = merged(cast, lead, part)
    actions.accept(part, by=LOADER, on=date(2026, 5, 25))
    answer(lead)
    assert facts(part) == ("answered", "explained", ON, ON)
    actions.undo_merge(merge, by=cast.lan)
    assert facts(part) == ("in_progress", "in_progress", None, None)
    closed = {duty.title.split(":")[0]: duty.closed_on for duty in about(part)}
    assert closed == {"Trả lời kiến nghị": None, "Nhận hoặc từ chối kiến nghị": date(2026, 5, 25)}


def test_refused_meanwhile_it_is_not_forwarded_again_by_the_undo(cast, lead, part):
    forwarded(part, cast.department, due_on=date(2026, 7, 1))
    merge = merged(cast, lead, part)
    actions.refuse(part, by=LOADER, reason="Không phải.", on=date(2026, 5, 25))
    answer(lead)
    actions.undo_merge(merge, by=cast.lan)
    assert (facts(part), part.competent_body, list(open_about(part))) == (("new", "none", None, None), None, [])


def test_after_the_end_of_the_group_it_is_open_again(cast, lead, part):
    forwarded(part, cast.department, due_on=date(2026, 7, 1))
    merge = merged(cast, lead, part)
    answer(lead)
    lead.refresh_from_db()
    actions.finish(lead, by=LOADER, on=date(2026, 6, 25))
    assert facts(part)[0] == "finished"
    actions.undo_merge(merge, by=cast.lan)
    assert facts(part) == ("forwarded", "none", None, None)
    assert [duty.closed_on for duty in about(part)] == [None]


def test_reopened_by_itself_it_is_not_answered_by_what_was_never_its_answer(cast, lead, part):
    merge = merged(cast, lead, part)
    answer(lead)
    part.refresh_from_db()
    actions.judge(part, by=LOADER, judgement="unsatisfied", body=cast.front, on=date(2026, 6, 22), text="Chưa rõ.")
    actions.reopen(part, by=LOADER, on=date(2026, 6, 23))
    assert facts(part) == ("reopened", "in_progress", ON, None)
    actions.undo_merge(merge, by=cast.lan)
    assert facts(part) == ("reopened", "in_progress", None, None)


def test_an_own_answer_after_that_of_the_group_is_dated_by_itself(cast, lead, part):
    merge = merged(cast, lead, part)
    answer(lead)
    part.refresh_from_db()
    part.competent_body = cast.department
    actions.reply(part, by=LOADER, text="Trả lời riêng.", sent_on=date(2026, 6, 28), result="explained")
    assert facts(part) == ("answered", "explained", ON, ON)
    actions.undo_merge(merge, by=cast.lan)
    assert facts(part) == ("answered", "explained", date(2026, 6, 28), date(2026, 6, 28))


def test_its_own_answer_before_the_merge_comes_back_as_it_was(cast, lead, part):
    brought_to(part, "answered", cast.department)
    merge = merged(cast, lead, part)
    answer(lead, result="planned", promised_on=date(2026, 12, 1))
    assert facts(part) == ("answered", "planned", date(2026, 6, 1), None)
    actions.undo_merge(merge, by=cast.lan)
    assert facts(part) == ("answered", "explained", date(2026, 6, 1), date(2026, 6, 1))


def test_the_history_keeps_that_it_stood_as_answered(cast, lead, part):
    merge = merged(cast, lead, part)
    answer(lead)
    actions.undo_merge(merge, by=cast.lan)
    rows = ResultChange.objects.filter(petition=part).order_by("id").values_list("on", "result", "step")
    assert list(rows) == [(ON, "explained", "follow_answer"), (TODAY, "none", "ungroup_new")]


def test_merged_once_more_it_follows_once_more(cast, lead, part):
    actions.undo_merge(merged(cast, lead, part), by=cast.lan)
    merge = merged(cast, lead, part)
    answer(lead)
    assert facts(part)[0] == "answered"
    actions.undo_merge(merge, by=cast.lan)
    assert facts(part) == ("new", "none", None, None)


# --- what keeps a petition by itself


@pytest.mark.parametrize("step", ["forwarded", "accepted"])
def test_another_body_that_has_it_without_a_day_keeps_it_by_itself(cast, lead, part, step):
    other = BodyFactory(locality=cast.locality, parent=cast.committee)
    forwarded(part, other)
    if step == "accepted":
        actions.accept(part, by=LOADER, on=date(2026, 5, 22))
    before = facts(part)
    merged(cast, lead, part)
    answer(lead)
    assert facts(part) == before


def test_the_body_that_answers_the_group_keeps_nothing_apart(cast, lead, part):
    forwarded(part, cast.department)
    merged(cast, lead, part)
    answer(lead)
    assert facts(part)[0] == "answered"


def test_what_was_refused_or_answered_by_another_body_keeps_nothing_apart(cast, lead, part):
    other = BodyFactory(locality=cast.locality, parent=cast.committee)
    forwarded(part, other)
    actions.refuse(part, by=LOADER, reason="Không phải.", on=date(2026, 5, 25))
    merged(cast, lead, part)
    answer(lead)
    assert facts(part)[0] == "answered"


def test_the_body_that_the_lead_was_assigned_to_answers_for_both(cast, part):
    works = BodyFactory(locality=cast.locality, parent=cast.committee, name="Sở Thử")
    both = [petition_of(cast.locality, due_on=date(2026, 11, 1)), part]
    for petition in both:
        brought_to(petition, "in_progress", cast.committee)
        actions.assign(petition, by=LOADER, to=works, due_on=date(2026, 6, 30), on=date(2026, 5, 24))
        actions.accept_assigned(petition.referrals.get(to=works), by=LOADER, on=date(2026, 5, 26))
    merged(cast, *both)
    answer(both[0], body=works)
    assert (facts(part)[0], list(open_about(part))) == ("answered", [])


# --- what the page says before it is done


def test_the_page_says_what_each_one_returns_to(client, cast, lead, part):
    own = brought_to(petition_of(cast.locality), "in_progress", BodyFactory(locality=cast.locality))
    merge = merged(cast, lead, part)
    actions.merge_many(lead, [own], by=cast.lan)
    answer(lead)
    reply = lead.replies.get()
    actions.tell_voters(reply, by=LOADER, told_on=date(2026, 6, 30))
    client.force_login(cast.lan)
    page = " ".join(client.get(reverse("voters:merge-undo", args=[merge.pk])).content.decode().split())
    assert "trở lại “Mới”" in page
    assert "trả lời chung ngày" in page
    assert "Cử tri đã được báo trả lời chung ngày" in page
    last = own.pk and reverse("voters:merge-undo", args=[merge.pk + 1])
    page = " ".join(client.get(last).content.decode().split())
    assert "giữ nguyên “Đang giải quyết”" in page
