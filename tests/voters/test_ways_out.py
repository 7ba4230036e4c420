"""Whoever still has to act finds a way to: after the end above, and with an answer of one's own in a group. What is
given back after it was taken on leaves the figures of past days as they were."""

import re
from datetime import date as D

import pytest
from django.utils.timezone import localdate

from coordination.deadlines.queries import open_about
from coordination.lib.period import Period
from coordination.records.errors import NotNow
from tests.voters.factories import LOADER, brought_to, petition_of
from voters import actions, queries
from voters.actions.batches import arrive
from voters.models import Petition
from voters.workflow.petitions import PETITION

YEAR = Period(D(2026, 1, 1), D(2026, 12, 31))


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def may(cast, petition, step: str) -> list[str]:
    names = ("xa", "lan", "minh", "chief", "tu")
    return [name for name in names if PETITION[step].is_for(petition, getattr(cast, name))]


# --- Sent up ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def sent(cast):
    petition = petition_of(cast.commune, level="province", title="Cầu treo", due_on=D(2026, 12, 1))
    return fresh(actions.forward(petition, by=LOADER, to=cast.standing, on=D(2026, 6, 1)))


@pytest.fixture
def above(cast, sent):
    """The same in the register of the province, answered there by a department and so below."""
    petition = arrive(sent, to=cast.standing, on=D(2026, 6, 1), by=LOADER)
    actions.forward(petition, by=LOADER, to=cast.department, on=D(2026, 6, 2))
    actions.accept(petition, by=LOADER, on=D(2026, 6, 3))
    answer = {"result": "explained", "text": "Đã giải trình.", "body": cast.department, "sent_on": D(2026, 6, 4)}
    actions.reply(petition, by=LOADER, **answer)
    return fresh(petition)


def reopened_below(cast, sent):
    words = {"judgement": "unsatisfied", "text": "Chưa rõ.", "on": D(2026, 6, 10)}
    actions.judge(fresh(sent), by=LOADER, body=cast.front, **words)
    return fresh(actions.reopen(fresh(sent), by=LOADER, on=D(2026, 6, 10), due_on=D(2026, 11, 1)))


def test_reopened_below_after_the_end_above_the_office_notes_the_next_answer(cast, sent, above):
    actions.finish(above, by=LOADER, on=D(2026, 6, 9))
    petition = reopened_below(cast, sent)
    assert (petition.status, fresh(above).status, queries.entry_above(petition)) == ("reopened", "finished", None)
    assert [row.due_on for row in open_about(petition)] == [D(2026, 11, 1)]
    assert may(cast, petition, "reply") == ["xa"]
    actions.reply(petition, by=cast.xa, result="explained", text="Nói rõ.", number="12/TT", body=cast.standing)
    assert (fresh(sent).status, fresh(above).status, list(open_about(sent))) == ("answered", "finished", [])


def test_what_is_not_ended_above_is_answered_there(cast, sent, above):
    petition = reopened_below(cast, sent)
    assert (fresh(above).status, queries.entry_above(petition)) == ("answered", above)
    assert (may(cast, petition, "reply"), may(cast, fresh(above), "reply_again")) == ([], ["lan", "chief", "tu"])


# --- In a group -------------------------------------------------------------------------------------------------------


@pytest.fixture
def lead(cast):
    return brought_to(petition_of(cast.locality, due_on=D(2026, 12, 1)), "in_progress", cast.committee)


@pytest.fixture
def part(cast, lead):
    """Merged, and answered by itself by the department that had it."""
    petition = brought_to(petition_of(cast.locality, due_on=D(2026, 12, 1)), "in_progress", cast.department)
    actions.merge_many(fresh(lead), [fresh(petition)], by=cast.lan)
    answer = {"result": "planned", "text": "Sẽ làm.", "roadmap": "2027", "body": cast.department}
    actions.reply(fresh(petition), by=LOADER, sent_on=D(2026, 6, 21), **answer)
    return fresh(petition)


def test_with_an_answer_of_its_own_it_is_answered_again_by_itself(cast, lead, part):
    assert (part.status, queries.answered_with_lead(part), queries.shares_answer(part)) == ("answered", False, False)
    assert may(cast, part, "reply_again") == ["lan", "chief", "tu"]
    actions.reply(part, by=cast.chief, result="explained", text="Đã làm.", number="12/SYT")
    assert list(part.replies.order_by("pk").values_list("number", flat=True)) == ["", "12/SYT"]
    assert (fresh(part).result, fresh(lead).status) == ("explained", "in_progress")


def test_once_it_followed_its_group_it_is_answered_there(cast, lead, part):
    answer = {"result": "explained", "text": "Trả lời chung.", "body": cast.committee, "sent_on": D(2026, 6, 25)}
    actions.reply(fresh(lead), by=LOADER, **answer)
    part = fresh(part)
    assert (part.result, queries.answered_with_lead(part), queries.shares_answer(part)) == ("explained", True, True)
    assert may(cast, part, "reply_again") == []
    with pytest.raises(NotNow) as refusal:
        actions.reply(part, by=cast.chief, result="explained", text="Riêng.", number="13/SYT")
    assert refusal.value.message == f"Đã gộp vào {lead.code}: trả lời ở kiến nghị ấy."


# --- Given back -------------------------------------------------------------------------------------------------------


def lost(*days) -> list[int]:
    return [queries.total_days_lost(queries.forwarded(Petition.objects.all(), YEAR, day)) for day in days]


def test_given_back_after_it_was_taken_on_past_days_keep_their_figures(cast):
    petition = petition_of(cast.commune, level="province", received_on=D(2026, 5, 20), due_on=D(2026, 12, 1))
    actions.forward(petition, by=LOADER, to=cast.standing, on=D(2026, 6, 1))
    above = arrive(fresh(petition), to=cast.standing, on=D(2026, 6, 1), by=LOADER)
    Petition.objects.filter(pk=above.pk).update(received_on=D(2025, 12, 1))  # counted in another period
    actions.accept(fresh(petition), by=LOADER, on=D(2026, 6, 10))
    days = D(2026, 6, 9), D(2026, 6, 10), D(2026, 7, 1), D(2026, 9, 4)
    assert lost(*days) == [0, 9, 9, 9]
    actions.return_petition(fresh(above), by=LOADER, reason="Việc của xã.", on=D(2026, 9, 5))
    assert lost(*days, D(2026, 9, 5)) == [0, 9, 9, 9, 0]
    actions.forward(fresh(petition), by=LOADER, to=cast.standing, on=D(2026, 9, 6))
    actions.accept(fresh(petition), by=LOADER, on=D(2026, 9, 9))
    assert lost(*days, D(2026, 9, 8), D(2026, 9, 9)) == [0, 9, 9, 9, 0, 100]


def test_the_page_says_the_same_as_the_figures_and_when_it_had_been_taken_on(client, cast):
    petition = petition_of(cast.commune, level="province", received_on=D(2026, 5, 20), due_on=D(2026, 12, 1))
    client.force_login(cast.xa)

    def said() -> tuple:
        context = client.get(petition.get_absolute_url()).context
        return context["days_lost"] or 0, [row.taken_on for row in context["referrals"]]

    def back(on):
        above = arrive(fresh(petition), to=cast.standing, on=D(2026, 6, 1), by=LOADER)
        Petition.objects.filter(pk=above.pk).update(received_on=D(2025, 12, 1))  # counted in another period
        actions.return_petition(fresh(above), by=LOADER, reason="Việc của xã.", on=on)

    def sent(on):
        actions.forward(fresh(petition), by=LOADER, to=cast.standing, on=on)

    steps = [
        (lambda: sent(D(2026, 6, 1)), 0, [None]),
        (lambda: actions.accept(fresh(petition), by=LOADER, on=D(2026, 6, 10)), 9, [D(2026, 6, 10)]),
        (lambda: back(D(2026, 9, 5)), 0, [D(2026, 6, 10)]),
        (lambda: sent(D(2026, 9, 6)), 0, [D(2026, 6, 10), None]),
        (
            lambda: actions.refuse(fresh(petition), by=LOADER, reason="Không.", on=D(2026, 9, 8)),
            0,
            [D(2026, 6, 10), None],
        ),
        (lambda: sent(D(2026, 9, 9)), 0, [D(2026, 6, 10), None, None]),
        (
            lambda: actions.accept(fresh(petition), by=LOADER, on=D(2026, 9, 12)),
            103,
            [D(2026, 6, 10), None, D(2026, 9, 12)],
        ),
    ]
    for number, (step, days, taken) in enumerate(steps):
        step()
        assert (said(), lost(localdate())) == ((days, taken), [days]), number
    words = " ".join(re.sub("<[^>]*>", "", client.get(petition.get_absolute_url()).content.decode()).split())
    assert "nhận 10/06/2026; trả lại 05/09/2026, sau 96 ngày" in words
