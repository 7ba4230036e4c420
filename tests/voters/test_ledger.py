"""What a petition and its duties in the ledger do to each other."""

from datetime import date

import pytest

from coordination.deadlines.actions import close, open_by_rule
from coordination.deadlines.queries import about, open_about
from coordination.records.errors import NotNow
from coordination.workflow.buttons import offered
from tests.deadlines.factories import ObligationFactory, RuleVersionFactory
from tests.voters.factories import (
    LOADER,
    brought_to,
    petition_of,
)
from tests.voters.factories_drafting import assigned_to
from voters import actions
from voters.choices import Result
from voters.models import Petition

D = date


@pytest.fixture
def petition(cast):
    return petition_of(cast.locality, place=cast.commune, place_detail="thôn Thượng")


def test_a_reply_leaves_what_somebody_else_owes_by_a_rule(cast, petition):
    brought_to(petition, "in_progress", cast.department)
    RuleVersionFactory(rule__code="THONG-BAO")
    open_by_rule(
        petition, rule="THONG-BAO", anchor_on=D(2026, 5, 4), owner=cast.standing, title="Báo tin cho cử tri", by=LOADER
    )
    actions.reply(petition, by=cast.chief, result=Result.EXPLAINED, text="Giải trình.", sent_on=D(2026, 6, 1))
    assert [(row.owner, row.status) for row in about(petition).order_by("pk")] == [
        (cast.department, "done"),
        (cast.standing, "open"),
    ]


def test_the_duty_to_reply_is_closed_by_the_reply_not_by_hand(cast, petition):
    brought_to(petition, "in_progress", cast.department)
    duty = open_about(petition).get()

    with pytest.raises(NotNow) as refused:
        close(duty, by=cast.minh, evidence="Đã trả lời")

    assert refused.value.message == "Ghi trả lời ở hồ sơ kiến nghị thì việc này tự xong."
    button = next(button for button in offered(duty, cast.minh) if button.label == "Ghi đã làm")
    assert (button.enabled, button.reason) == (False, refused.value.message)
    actions.reply(petition, by=cast.chief, result=Result.EXPLAINED, text="Đã nói rõ.", sent_on=D(2026, 6, 1))
    assert about(petition).get().status == "done"


def test_what_else_is_owed_about_a_petition_is_closed_by_hand(cast, petition):
    brought_to(petition, "in_progress", cast.department)
    promise = ObligationFactory(owner=cast.department, subject=petition, basis_kind="promise", opened_on=D(2026, 5, 1))
    by_hand = ObligationFactory(owner=cast.department, subject=petition, basis="CV 9", opened_on=D(2026, 5, 1))

    for duty in (promise, by_hand):
        close(duty, by=cast.minh, evidence="Công văn 45", closed_on=D(2026, 6, 1))

    assert {promise.status, by_hand.status} == {"done"}


# --- A day that comes later ------------------------------------------------------------------------------------------


def set_day(petition, day, *, by):
    petition = Petition.objects.get(pk=petition.pk)
    petition.due_on = day
    return actions.edit_petition(petition, by=by)


@pytest.fixture
def undated(cast):
    return petition_of(cast.locality, due_on=None)


@pytest.mark.parametrize("status", ["forwarded", "in_progress"])
def test_forwarded_without_a_day_it_owes_from_the_day_that_one_is_set(cast, undated, status):
    brought_to(undated, status, cast.department)
    assert about(undated).count() == 0
    set_day(undated, D(2026, 12, 1), by=cast.lan)
    referral, duty = undated.referrals.get(), open_about(undated).get()
    assert (duty.owner, duty.due_on, duty.beneficiary, referral.due_on, referral.duty) == (
        cast.department,
        D(2026, 12, 1),
        cast.standing,
        D(2026, 12, 1),
        duty,
    )
    set_day(undated, D(2026, 12, 15), by=cast.lan)
    assert open_about(undated).get().due_on == D(2026, 12, 15)


def test_so_does_whom_the_committee_gave_it_to(cast, undated):
    inner = assigned_to(undated, cast, cast.department)
    set_day(undated, D(2026, 12, 1), by=cast.lan)
    inner.refresh_from_db()
    assert {(row.owner, row.beneficiary) for row in open_about(undated)} == {
        (cast.committee, cast.standing),
        (cast.department, cast.committee),
    }
    assert inner.due_on == D(2026, 12, 1)


def test_reopened_without_a_day_it_owes_a_clearer_answer_from_then_on(cast, undated):
    brought_to(undated, "reopened", cast.department)
    set_day(undated, D(2026, 12, 1), by=cast.lan)
    duty = open_about(undated).get()
    assert (duty.owner, duty.title.startswith("Làm rõ trả lời"), duty.due_on) == (cast.department, True, D(2026, 12, 1))


@pytest.mark.parametrize("status", ["new", "answered", "finished", "returned"])
def test_where_nobody_is_to_answer_a_day_makes_no_duty(cast, undated, status):
    brought_to(undated, status, cast.department)
    set_day(undated, D(2026, 12, 1), by=cast.lan)
    assert about(undated).count() == 0


def test_after_a_refusal_only_the_next_body_owes(cast, undated):
    brought_to(undated, "forwarded", cast.department)
    actions.refuse(undated, by=LOADER, reason="Không phải.", on=D(2026, 5, 21))
    actions.forward(undated, by=LOADER, to=cast.committee, on=D(2026, 5, 22))
    set_day(undated, D(2026, 12, 1), by=cast.lan)
    assert open_about(undated).get().owner == cast.committee


class TestTheWayToTheRecord:
    """A duty that its record ends is not noted as done by hand: its button leads to where it is done."""

    WORK = "/viec/"

    @staticmethod
    def act(client, user) -> list[tuple[str, str]]:
        client.force_login(user)
        groups = client.get(TestTheWayToTheRecord.WORK).context["groups"]
        return sorted((row.act, row.act_url) for group in groups if not group.is_awaited for row in group.rows)

    def test_to_accept_or_refuse_then_to_answer(self, client, cast, petition):
        actions.forward(petition, by=LOADER, to=cast.department, on=D(2026, 5, 20), answer_by=D(2026, 5, 25))
        there = petition.get_absolute_url()
        assert self.act(client, cast.minh) == [("Nhận hoặc từ chối", there)] * 2
        for duty in open_about(petition):
            first = offered(duty, cast.minh)[0]
            assert (first.label, first.url, first.primary) == ("Nhận hoặc từ chối ở hồ sơ", there, True)
        actions.accept(petition, by=cast.minh)
        assert self.act(client, cast.minh) == [("Trả lời", there)]

    def test_what_people_close_is_noted_as_done(self, client, cast, petition):
        brought_to(petition, "in_progress", cast.department)
        duty = ObligationFactory(owner=cast.department, subject=petition, basis="CV 9", opened_on=D(2026, 5, 1))
        assert ("Ghi đã làm", f"/viec/nghia-vu/{duty.pk}/close/") in self.act(client, cast.minh)
        assert [button.label for button in offered(duty, cast.minh)][0] == "Ghi đã làm"

    def test_who_does_not_owe_it_gets_no_such_button(self, cast, petition):
        brought_to(petition, "in_progress", cast.department)
        assert "Trả lời ở hồ sơ" not in [button.label for button in offered(open_about(petition).get(), cast.lan)]

    @pytest.mark.parametrize("rows", [1, 3])
    def test_the_page_asks_the_same_number_of_queries(self, client, cast, django_assert_num_queries, rows):
        for _ in range(rows):
            brought_to(petition_of(cast.locality), "in_progress", cast.department)
        client.force_login(cast.minh)
        client.get(self.WORK)
        with django_assert_num_queries(19):
            client.get(self.WORK)
