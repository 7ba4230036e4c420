"""What the law makes the receiving body owe for a letter, from facts that are recorded anyway."""

from datetime import date

import pytest

from complaints import actions
from complaints.models import Letter
from coordination.audit.actors import System
from coordination.deadlines.actions import waive_obligation
from coordination.deadlines.models import Obligation
from coordination.workflow.models import StatusChange
from tests.complaints.factories import LetterFactory, ReceptionFactory
from tests.people.factories import BodyFactory

TODAY = date(2026, 7, 15)


def D(day: int, month: int = 7) -> date:
    return date(2026, month, day)


def owed(letter) -> list[tuple]:
    """Rule, who, by when, how it ended."""
    rows = Obligation.objects.about(letter).order_by("version__rule__code", "id")
    return [
        (row.version and row.version.rule.code, row.owner, row.due_on, row.status, row.closed_on)
        for row in rows.select_related("version__rule", "owner")
    ]


@pytest.fixture
def inspectorate(cast):
    """On the committee's side, with somebody who handles letters."""
    return BodyFactory(locality=cast.locality, kind="inspectorate", parent=cast.committee)


def receive(cast, **fields):
    """A complaint that Mr Bảo registers at the committee on 8 July."""
    fields = {
        "locality": cast.locality,
        "kind": "complaint",
        "received_on": D(8),
        "received_by": cast.committee,
        "summary": "Bồi thường đất",
        "handler": cast.ubnd.person,
    } | fields
    return actions.receive(Letter(**fields), by=cast.ubnd)


def record(letter, cast, **fields):
    """The letter with other data, as Mr Bảo saves it; bodies by their names in the cast."""
    for name, value in fields.items():
        setattr(letter, name, getattr(cast, value) if name == "competent_body" else value)
    actions.edit_letter(letter, by=cast.ubnd)


def test_who_came_to_a_reception_is_answered_within_ten_working_days(cast):
    reception = ReceptionFactory(locality=cast.locality, body=cast.committee, status="held", planned_on=D(8))
    letter = receive(cast, kind="reflection", reception=reception)

    assert owed(letter) == [("RC-08", cast.committee, D(22), "open", None)]
    obligation = Obligation.objects.get()
    assert (obligation.title, obligation.assignee, obligation.confidential, obligation.anchor_on) == (
        f"Trả lời công dân về đơn {letter.code}",
        cast.ubnd.person,
        True,
        D(8),
    )
    assert list(Obligation.objects.visible_to(cast.lan)) == []


@pytest.mark.parametrize(
    ("kind", "competent", "rule", "due_on"),
    [
        ("denunciation", None, "TC-01", D(17)),
        ("denunciation", "committee", "TC-01", D(17)),
        ("denunciation", "department", "TC-02", D(15)),
        ("complaint", "committee", "KN-02", D(17)),
    ],
)
def test_what_runs_from_the_receipt(cast, kind, competent, rule, due_on):
    letter = receive(cast, kind=kind, competent_body=getattr(cast, competent) if competent else None)

    assert owed(letter) == [(rule, cast.committee, due_on, "open", None)]


@pytest.mark.parametrize(
    ("kind", "competent"), [("complaint", None), ("complaint", "department"), ("petition", None), ("reflection", None)]
)
def test_where_nothing_is_sure_nothing_is_owed(cast, kind, competent):
    assert owed(receive(cast, kind=kind, competent_body=getattr(cast, competent) if competent else None)) == []


def test_a_job_that_loads_the_past_opens_none(cast):
    letter = LetterFactory(locality=cast.locality, kind="denunciation", received_by=cast.committee, by=System("demo"))

    assert owed(letter) == []


def test_a_letter_from_before_the_law_is_registered_all_the_same(cast):
    assert owed(receive(cast, kind="denunciation", received_on=date(2018, 5, 4))) == []


@pytest.mark.parametrize(
    "act",
    [
        lambda letter, cast: actions.accept(letter, by=cast.ubnd, on=D(14)),
        lambda letter, cast: actions.forward(letter, by=cast.ubnd, to=cast.department, on=D(14)),
        lambda letter, cast: actions.send_back(letter, by=cast.ubnd, note="Thiếu chữ ký", on=D(14)),
        lambda letter, cast: actions.settle(letter, by=cast.ubnd, outcome="Xong", on=D(14)),
    ],
    ids=["accept", "forward", "return", "settle"],
)
def test_handling_the_letter_does_what_ran_from_the_receipt(cast, act):
    letter = receive(cast, kind="denunciation")

    act(letter, cast)

    assert owed(letter)[0] == ("TC-01", cast.committee, D(17), "done", D(14))


@pytest.mark.parametrize(
    ("kind", "rule", "due_on"), [("complaint", "KN-03", D(13, 8)), ("denunciation", "TC-05", D(13, 8))]
)
def test_an_accepted_letter_is_settled_by_the_day_of_the_law(cast, kind, rule, due_on):
    letter = receive(cast, kind=kind)

    actions.accept(letter, by=cast.ubnd, on=D(14))
    assert owed(letter)[-1] == (rule, cast.committee, due_on, "open", None)

    actions.settle(letter, by=cast.ubnd, outcome="Đã có quyết định", on=TODAY)
    assert owed(letter)[-1] == (rule, cast.committee, due_on, "done", TODAY)


def test_a_set_day_stands_alone(cast):
    letter = receive(cast, due_on=D(1, 8))

    actions.accept(letter, by=cast.ubnd, on=D(14))

    assert owed(letter) == [(None, cast.committee, D(1, 8), "open", None)]


def test_a_day_set_afterwards_takes_the_place_of_the_laws(cast):
    letter = receive(cast)
    actions.accept(letter, by=cast.ubnd, on=D(14))

    letter.due_on = D(1, 8)
    actions.edit_letter(letter, by=cast.ubnd)

    assert sorted(owed(letter), key=str) == [
        ("KN-03", cast.committee, D(13, 8), "waived", TODAY),
        (None, cast.committee, D(1, 8), "open", None),
    ]


def test_the_councils_side_settles_nothing(cast):
    letter = Letter(
        locality=cast.locality,
        kind="complaint",
        received_on=D(8),
        received_by=cast.office,
        summary="Bồi thường đất",
        handler=cast.lan.person,
    )
    actions.receive(letter, by=cast.lan)

    actions.accept(letter, by=cast.lan, on=D(14))

    assert owed(letter) == []


def test_what_is_forwarded_is_no_longer_settled_here(cast, inspectorate):
    letter = receive(cast)
    actions.accept(letter, by=cast.ubnd, on=D(13))

    actions.forward(letter, by=cast.ubnd, to=inspectorate, on=D(14))

    assert owed(letter) == [("KN-03", cast.committee, D(12, 8), "waived", D(14))]


def test_duties_follow_what_is_corrected(cast):
    letter = receive(cast, kind="denunciation")

    letter.received_on, letter.handler = D(9), cast.hoa.person
    actions.edit_letter(letter, by=cast.ubnd)
    assert owed(letter) == [("TC-01", cast.committee, D(20), "open", None)]
    assert Obligation.objects.get().assignee == cast.hoa.person

    letter.kind = "reflection"
    actions.edit_letter(letter, by=cast.hoa)
    assert owed(letter) == [("TC-01", cast.committee, D(20), "waived", TODAY)]


@pytest.mark.parametrize(
    ("kind", "rule", "change", "back"),
    [
        ("complaint", "KN-02", {"competent_body": "department"}, {"competent_body": "committee"}),
        ("denunciation", "TC-01", {"kind": "reflection"}, {"kind": "denunciation"}),
    ],
)
def test_a_letter_recorded_as_before_owes_as_before(cast, kind, rule, change, back):
    letter = receive(cast, kind=kind, competent_body=cast.committee)

    for fields in (change, back):
        record(letter, cast, **fields)

    assert owed(letter) == [(rule, cast.committee, D(17), "open", None)]
    steps = StatusChange.objects.about(Obligation.objects.get()).order_by("id")
    assert list(steps.values_list("transition", flat=True)) == ["open", "waive", "reopen"]


def test_what_comes_back_runs_from_the_corrected_day_and_is_the_handlers(cast):
    letter = receive(cast, kind="denunciation")
    record(letter, cast, kind="reflection")

    record(letter, cast, kind="denunciation", received_on=D(9), handler=cast.hoa.person)

    assert owed(letter) == [("TC-01", cast.committee, D(20), "open", None)]
    assert Obligation.objects.get().assignee == cast.hoa.person


def test_what_was_waived_by_hand_stays_so(cast):
    letter = receive(cast, kind="denunciation")
    waive_obligation(Obligation.objects.get(), by=cast.ubnd, reason="Đã rút đơn")

    record(letter, cast, summary="Bồi thường")

    assert owed(letter) == [("TC-01", cast.committee, D(17), "waived", TODAY)]


def test_a_day_set_and_cleared_again_leaves_the_laws(cast):
    letter = receive(cast)
    actions.accept(letter, by=cast.ubnd, on=D(14))

    for due_on in (D(1, 8), None):
        record(letter, cast, due_on=due_on)

    assert sorted(owed(letter), key=str) == [
        ("KN-03", cast.committee, D(13, 8), "open", None),
        (None, cast.committee, D(1, 8), "waived", TODAY),
    ]


def test_a_day_set_before_the_acceptance_and_cleared_after_it(cast):
    letter = receive(cast, due_on=D(1, 8))
    actions.accept(letter, by=cast.ubnd)

    record(letter, cast, due_on=None)

    by_law = ("KN-03", cast.committee, D(14, 8), "open", None)  # from the day on which it was recorded
    assert [row for row in owed(letter) if row[0]] == [by_law]


def test_an_accepted_letter_of_another_kind_is_settled_by_the_other_rule(cast):
    letter = receive(cast)
    actions.accept(letter, by=cast.ubnd, on=D(14))

    record(letter, cast, kind="denunciation")

    assert owed(letter) == [
        ("KN-03", cast.committee, D(13, 8), "waived", TODAY),
        ("TC-05", cast.committee, D(13, 8), "open", None),
    ]
