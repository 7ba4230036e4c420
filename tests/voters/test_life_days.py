"""Days of a petition's life stay in their order, and figures say the same as the register."""

from datetime import date as D

import pytest
from django.core.exceptions import ValidationError

from coordination.lib.period import Period
from coordination.records.errors import NotNow
from tests.people.factories import BodyFactory
from tests.voters.factories import LOADER, brought_to, petition_of
from tests.voters.factories_batches import asked, batch_of, petitions_in
from voters import actions, queries
from voters.models import Petition, Referral
from voters.queries import figures
from voters.queries.routing import bouncing, days_lost
from voters.views.routing import preview

TODAY = D(2026, 10, 1)
YEAR = Period(D(2026, 1, 1), D(2026, 12, 31))


def history(petition) -> list[tuple]:
    return list(petition.result_changes.order_by("id").values_list("on", "result", "step"))


def counted(petition) -> dict:
    """What the figures say of one petition."""
    rows = Petition.objects.filter(pk=petition.pk)
    parts = {name for name, n in figures.by_result(rows, TODAY).items() if n}
    return {
        "result": parts,
        "overdue": figures.overdue(rows, TODAY).count(),
        "finished": figures.finished(rows, TODAY).count(),
    }


def group(cast, status: str, **fields):
    """Two petitions at the department; the second one is merged into the first."""
    lead, part = (petition_of(cast.locality, **fields) for _ in range(2))
    for petition in (lead, part):
        brought_to(petition, status, cast.department)
        petition.refresh_from_db()
    return lead, part


# --- With the group, on a past day -----------------------------------------------------------------------------------


def test_a_part_that_follows_a_past_answer_stays_in_the_order_of_its_own_days(cast):
    lead, part = group(cast, "forwarded", due_on=D(2026, 7, 1))
    actions.accept(lead, by=LOADER, on=D(2026, 5, 22))
    actions.merge_many(lead, [part], by=cast.lan)
    part.refresh_from_db()
    actions.accept(part, by=LOADER, on=D(2026, 9, 20))
    lead.refresh_from_db()
    answer = {"result": "explained", "text": "Rõ.", "number": "1/SYT", "body": cast.department}
    actions.reply(lead, by=cast.lan, sent_on=D(2026, 9, 10), **answer)
    part.refresh_from_db()
    assert (part.status, part.result, part.answered_on, part.finished_on) == (
        "answered", "explained", D(2026, 9, 20), D(2026, 9, 20),
    )  # fmt: skip
    assert history(part) == [
        (D(2026, 9, 20), "in_progress", "accept"),
        (D(2026, 9, 20), "explained", "follow_answer"),
    ]
    assert counted(part) == {"result": {"explained"}, "overdue": 0, "finished": 1}


def test_a_part_that_is_opened_again_on_a_past_day_is_open_in_the_figures(cast):
    lead, part = group(cast, "in_progress", due_on=D(2026, 7, 1))
    brought_to_answer(lead)
    lead.refresh_from_db()
    actions.merge_many(lead, [part], by=cast.lan)  # follows today
    lead.refresh_from_db()
    actions.judge(lead, by=LOADER, judgement="unsatisfied", body=cast.front, on=D(2026, 6, 5), text="Sai.")
    lead.refresh_from_db()
    actions.reopen(lead, by=cast.lan, on=D(2026, 6, 10))
    part.refresh_from_db()
    assert (part.status, part.result, part.finished_on) == ("reopened", "in_progress", None)
    assert history(part)[-1] == (TODAY, "in_progress", "follow_reopen")
    assert counted(part) == {"result": {"in_progress"}, "overdue": 1, "finished": 0}


def brought_to_answer(petition):
    actions.reply(petition, by=LOADER, result="explained", text="Giải trình.", sent_on=D(2026, 6, 1))


# --- A successor's turn ----------------------------------------------------------------------------------------------


@pytest.fixture
def inherited(cast):
    """Forwarded on 20 May to a body that ended without taking it; its successor has it."""
    old = BodyFactory(locality=cast.locality, name="Sở Cũ")
    petition = petition_of(cast.locality, due_on=None)
    actions.forward(petition, by=LOADER, to=old, on=D(2026, 5, 20))
    old.valid_to, old.successor = D(2026, 6, 30), cast.department
    old.save()
    return actions.succeed(Petition.objects.get(pk=petition.pk), by=cast.lan)


def lost(petition):
    rows = list(Referral.objects.filter(petition=petition).order_by("sent_on", "pk"))
    total = queries.total_days_lost(queries.forwarded(Petition.objects.all(), YEAR, TODAY))
    return days_lost(rows), total


def test_what_a_successor_takes_on_ends_the_days_lost(cast, inherited):
    assert lost(inherited) == (None, 0)
    actions.accept(inherited, by=cast.minh)
    assert lost(inherited) == (134, 134)


def test_what_a_successor_refuses_is_a_refusal_and_no_transfer(cast, inherited):
    actions.refuse(inherited, by=cast.minh, reason="Không phải.")
    (row,) = bouncing(Petition.objects.all())
    assert (row.transfer_count, row.refusal_count, lost(inherited)) == (1, 1, (None, 0))
    other = BodyFactory(locality=cast.locality)
    actions.forward(inherited, by=cast.lan, to=other, due_on=D(2026, 12, 1))
    actions.accept(inherited, by=LOADER, on=TODAY)
    (row,) = bouncing(Petition.objects.all())
    assert (row.transfer_count, row.refusal_count, lost(inherited)) == (2, 1, (134, 134))


def test_what_its_predecessor_took_on_lost_no_more_days(cast):
    old = BodyFactory(locality=cast.locality, name="Sở Cũ")
    petition = brought_to(petition_of(cast.locality, due_on=None), "in_progress", old)
    old.valid_to, old.successor = D(2026, 6, 30), cast.department
    old.save()
    actions.succeed(Petition.objects.get(pk=petition.pk), by=cast.lan)
    assert lost(petition) == (2, 2)


# --- The day of receipt ----------------------------------------------------------------------------------------------


def moved(petition, day, by):
    petition = Petition.objects.get(pk=petition.pk)
    petition.received_on = day
    return actions.edit_petition(petition, by=by)


def refusal_of(petition, day, by) -> dict:
    with pytest.raises(ValidationError) as refused:
        moved(petition, day, by)
    return refused.value.message_dict


def test_the_day_of_receipt_is_not_to_come(cast):
    petition = petition_of(cast.locality, due_on=None)
    assert refusal_of(petition, D(2026, 10, 2), cast.lan) == {"received_on": ["Ngày này chưa tới."]}
    assert moved(petition, TODAY, cast.lan).received_on == TODAY


def test_the_day_of_receipt_is_before_what_was_done(cast):
    petition = brought_to(petition_of(cast.locality, due_on=None), "forwarded", cast.department)
    words = "Kiến nghị đã chuyển ngày 20/05/2026; ngày nhận không thể sau ngày ấy."
    assert refusal_of(petition, D(2026, 5, 21), cast.lan) == {"received_on": [words]}
    assert moved(petition, D(2026, 5, 20), cast.lan).received_on == D(2026, 5, 20)
    spot = petition_of(cast.locality, due_on=None)
    actions.answer_on_spot(spot, by=LOADER, result="explained", text="Rõ.", body=cast.standing, sent_on=D(2026, 5, 18))
    words = "Kiến nghị đã có kết quả ngày 18/05/2026; ngày nhận không thể sau ngày ấy."
    assert refusal_of(spot, D(2026, 5, 19), cast.lan) == {"received_on": [words]}


def test_who_edits_something_else_is_not_asked_about_the_day(cast):
    petition = brought_to(petition_of(cast.locality, due_on=None), "answered", cast.department)
    Petition.objects.filter(pk=petition.pk).update(received_on=D(2026, 9, 9))  # as stored before
    petition = Petition.objects.get(pk=petition.pk)
    petition.place_detail = "thôn Thượng"
    assert actions.edit_petition(petition, by=cast.lan).place_detail == "thôn Thượng"


# --- Succession and a batch that others agree to ---------------------------------------------------------------------


def test_a_new_petition_of_a_batch_under_agreement_gets_no_other_body(cast):
    old = BodyFactory(locality=cast.locality, name="Sở Cũ", valid_to=D(2026, 6, 30), successor=cast.department)
    batch = batch_of(cast.locality)
    (petition,) = petitions_in(batch, 1, competent_body=old, due_on=None)
    assert {key: (row.words, row.why_not) for key, row in preview([petition], cast.lan).items()} == {
        petition.pk: ("Sở Cũ → Sở Y tế", "")
    }
    asked(batch, cast.front)
    petition = Petition.objects.get(pk=petition.pk)
    why = f"Đang ở đợt “{petition.batch}”, đợt đang lấy ý kiến: bấm “Tổng hợp lại” ở đợt ấy rồi mới thay đổi kiến nghị."
    assert {key: row.why_not for key, row in preview([petition], cast.lan).items()} == {petition.pk: why}
    with pytest.raises(NotNow) as refused:
        actions.succeed(petition, by=cast.lan)
    assert refused.value.message == why
    petition.refresh_from_db()
    assert petition.competent_body == old
