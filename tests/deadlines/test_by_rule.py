"""Duties that a rule opens, whose anchor moves, which a new law meets on the way; and what the forms make of them."""

from datetime import date
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from coordination.audit.actors import System
from coordination.audit.models import Event
from coordination.deadlines import actions, tasks
from coordination.deadlines.actions import timing
from coordination.deadlines.law import NoRule
from coordination.deadlines.models import ClockEvent, Obligation, RuleTransition
from coordination.notices.models import Notice
from coordination.records.errors import NotNow
from coordination.workflow.models import StatusChange
from tests.deadlines.factories import ObligationFactory, RuleFactory, RuleVersionFactory
from tests.testapp.factories import SheetFactory

pytestmark = pytest.mark.django_db

DEMO = System("demo")
CHANGE = date(2026, 7, 1)


def D(day: int, month: int = 7) -> date:
    return date(2026, month, day)


@pytest.fixture(autouse=True)
def wednesday():
    """15 July 2026; no day off but weekends is near."""
    with time_machine.travel("2026-07-15T09:00+07:00", tick=False):
        yield


@pytest.fixture
def rule():
    """Ten calendar days until 30 June 2026, seven working days from 1 July on; twice as long where it is complex."""
    rule = RuleFactory(code="TEST-01", title="Thụ lý đơn")
    old = {"rule": rule, "effective_to": D(30, 6), "unit": "calendar_day", "article": "Điều 27", "law": "Luật cũ"}
    new = {"rule": rule, "effective_from": CHANGE, "article": "Điều 9", "law": "Nghị định mới"}
    RuleVersionFactory(key="old", value=10, **old)
    RuleVersionFactory(key="new", value=7, **new)
    RuleVersionFactory(key="old-complex", value=20, variant="complex", **old)
    RuleVersionFactory(key="new-complex", value=14, variant="complex", **new)
    return rule


@pytest.fixture
def transition(rule):
    return RuleTransition.objects.create(
        code="TEST-99", rule=rule, on=CHANGE, law="Nghị định mới", article="Điều 22", verification="verified"
    )


@pytest.fixture
def sheet(cast):
    return SheetFactory(locality=cast.locality)


def opened(sheet, owner, **fields):
    fields = {"rule": "TEST-01", "anchor_on": D(8), "title": "Thụ lý đơn", "by": DEMO} | fields
    return actions.open_by_rule(sheet, owner=owner, **fields)


def days(obligation) -> tuple:
    row = Obligation.objects.get(pk=obligation.pk)
    return row.version.key, row.anchor_on, row.due_on


# Opening


@pytest.mark.parametrize(
    ("anchor_on", "variants", "key", "due_on"),
    [
        (D(29, 6), (), "old", D(9)),
        (D(1), (), "new", D(10)),
        (D(8), (), "new", D(17)),
        (D(8), ("complex",), "new-complex", D(28)),
    ],
)
def test_the_version_of_the_anchor_day_holds(cast, rule, sheet, anchor_on, variants, key, due_on):
    obligation = opened(sheet, cast.department, anchor_on=anchor_on, variants=variants)

    assert days(obligation) == (key, anchor_on, due_on)
    assert (obligation.basis_kind, obligation.subject, obligation.locality) == ("rule", sheet, cast.locality)
    assert obligation.opened_on == min(due_on, D(15))


def test_the_ground_names_rule_article_and_law(cast, rule, sheet):
    assert opened(sheet, cast.department).basis == "TEST-01, Điều 9 Nghị định mới"


def test_a_confidential_subject_hides_its_duty(cast, rule):
    obligation = opened(SheetFactory(locality=cast.locality, confidential=True), cast.department)

    assert obligation.confidential
    assert list(Obligation.objects.visible_to(cast.lan)) == []


def test_an_ended_place_owes_nothing(cast, rule):
    assert opened(SheetFactory(locality=cast.ended), cast.ended_council) is None


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"rule": "TEST-77"}, "Không có quy định mang mã TEST-77."),
        (
            {"variants": ["remote"]},
            "TEST-01 không có trường hợp “remote”; các trường hợp có: complex; hoặc để trống.",
        ),
        ({"anchor_on": date(2019, 1, 1)}, "TEST-01 áp dụng từ ngày 01/01/2020, sau ngày mốc 01/01/2019."),
    ],
)
def test_an_unknown_rule_opens_nothing(cast, rule, sheet, fields, words):
    with pytest.raises(NoRule) as refused:
        opened(sheet, cast.department, **fields)

    assert (refused.value.message, Obligation.objects.count()) == (words, 0)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {"sense": "at_least"},
            "TEST-02 cho biết sớm nhất khi nào, không phải hạn: không giao việc theo quy định này.",
        ),
        (
            {"kind": "frequency", "unit": "month", "value": 1},
            "TEST-02 là việc định kỳ, không có một ngày hạn: không giao việc theo quy định này.",
        ),
    ],
)
def test_a_wait_and_a_frequency_are_owed_by_nobody(cast, sheet, fields, words):
    RuleVersionFactory(rule__code="TEST-02", **fields)

    with pytest.raises(timing.NotADuty) as refused:
        opened(sheet, cast.department, rule="TEST-02")

    assert (refused.value.message, Obligation.objects.count()) == (words, 0)


def test_a_fixed_date_is_a_duty(cast, sheet):
    RuleVersionFactory(rule__code="TEST-02", kind="fixed_date", value=None, unit="", day=1, month=3, year_offset=1)

    assert opened(sheet, cast.department, rule="TEST-02").due_on == date(2027, 3, 1)


# Who hears of it


def told() -> list[tuple]:
    return list(Notice.objects.order_by("id").values_list("recipient__username", "kind", "text"))


def test_the_workers_of_the_owner_hear_of_a_new_duty(cast, rule, sheet):
    opened(sheet, cast.department, by=cast.lan)

    assert told() == [("minh", "task", "Việc mới, hạn 17/07/2026: Thụ lý đơn")]


def test_the_assignee_alone_hears_of_it_and_never_who_did_it(cast, rule, sheet):
    opened(sheet, cast.office, by=cast.lan, assignee=cast.lan.person)
    opened(sheet, cast.office, by=cast.tu, assignee=cast.lan.person)

    assert [row[0] for row in told()] == ["lan"]


def test_what_is_loaded_from_the_past_is_no_news(cast, rule, sheet):
    opened(sheet, cast.department, opened_on=D(14))

    assert told() == []


def test_a_secret_duty_is_told_without_its_words(cast, rule):
    secret = SheetFactory(locality=cast.locality, confidential=True)
    obligation = opened(secret, cast.department, assignee=cast.minh.person)

    assert told() == [("minh", "task", f"Việc mới, hạn 17/07/2026: Nghĩa vụ số {obligation.pk}")]


# Another anchor


def test_another_anchor_picks_another_version(cast, rule, sheet):
    obligation = opened(sheet, cast.department)

    actions.move_anchor(obligation, by=cast.lan, anchor_on=D(29, 6), reason="Đơn đến ngày 29/6.")

    assert days(obligation) == ("old", D(29, 6), D(9))
    assert obligation.basis == "TEST-01, Điều 27 Luật cũ"
    event = Event.objects.about(obligation).order_by("-id").first()
    assert event.note == "Đơn đến ngày 29/6. Ngày mốc 29/06/2026. Hạn 17/07/2026 → 09/07/2026."
    assert event.data["due_on"] == ["2026-07-17", "2026-07-09"]


def test_pauses_stay_when_the_anchor_moves(cast, rule, sheet):
    obligation = opened(sheet, cast.department)
    actions.pause(obligation, by=cast.lan, on=D(13), category="person", reason="Mời làm việc")
    actions.resume(obligation, by=cast.lan, on=D(15))

    actions.move_anchor(obligation, by=cast.lan, anchor_on=D(9))

    assert days(obligation) == ("new", D(9), D(22))


STANDS_BEFORE = "Việc “Thụ lý đơn” đã ghi {}, trước ngày mốc mới 14/07/2026: hủy lần ghi ấy rồi mới đổi ngày mốc."


def stopped(obligation, by):
    actions.pause(obligation, by=by, on=D(10), category="person", reason="Mời làm việc")
    actions.resume(obligation, by=by, on=D(13))
    return "tạm dừng 10/07/2026"


def lengthened(obligation, by):
    actions.extend(obligation, by=by, on=D(9), amount=1, document="QĐ 12")
    return "gia hạn 09/07/2026"


@pytest.mark.parametrize("before", [stopped, lengthened])
def test_the_anchor_does_not_move_behind_what_people_wrote(cast, rule, sheet, before):
    rule.versions.update(extension_limit=1, extension_value=5)
    obligation = opened(sheet, cast.department, beneficiary=cast.standing)
    words = STANDS_BEFORE.format(before(obligation, cast.lan))
    due_on = days(obligation)[2]

    with pytest.raises(NotNow) as moved:
        actions.move_anchor(obligation, by=cast.lan, anchor_on=D(14))
    edited = Obligation.objects.get(pk=obligation.pk)
    edited.anchor_on = D(14)
    with pytest.raises(NotNow) as corrected:
        actions.edit_obligation(edited, by=cast.lan)

    assert (moved.value.message, corrected.value.message) == (words, words)
    assert days(obligation) == ("new", D(8), due_on)


def test_a_closed_duty_and_a_set_date_keep_their_day(cast, rule, sheet):
    closed, fixed = opened(sheet, cast.department), ObligationFactory(owner=cast.department)
    actions.close(closed, by=cast.minh, evidence="Công văn 45")

    actions.move_anchor(closed, by=cast.lan, anchor_on=D(1))
    actions.move_anchor(fixed, by=cast.lan, anchor_on=D(1))

    assert days(closed) == ("new", D(8), D(17))
    assert Obligation.objects.get(pk=fixed.pk).due_on == D(31)


def test_a_set_day_moves_no_duty_of_a_rule(cast, rule, sheet):
    obligation = opened(sheet, cast.department)

    actions.move_due(obligation, by=cast.lan, due_on=D(30))

    assert days(obligation) == ("new", D(8), D(17))


# A new law on the way


def events(obligation) -> list[tuple]:
    rows = ClockEvent.objects.filter(obligation=obligation, annulled_at=None)
    return [(row.kind, row.on, row.version and row.version.key) for row in rows]


LED = ("transition", CHANGE, "new")


def test_a_duty_from_before_follows_the_new_law_once(cast, rule, sheet):
    obligation = opened(sheet, cast.department, anchor_on=D(29, 6))
    after = opened(sheet, cast.department, anchor_on=D(1))
    RuleTransition.objects.create(
        code="TEST-99", rule=rule, on=CHANGE, law="Nghị định mới", article="Điều 22", verification="verified"
    )

    counts = [actions.apply_transitions(day, by=DEMO) for day in (D(30, 6), D(1), D(1), D(15))]

    assert counts == [0, 1, 0, 0]
    assert (events(obligation), events(after)) == ([LED], [])
    assert days(obligation) == ("old", D(29, 6), D(8))  # its first steps keep their version
    change = StatusChange.objects.about(obligation).order_by("id").last()
    assert (change.transition, change.note) == (
        "follow_law",
        "TEST-99: Điều 22 Nghị định mới. Hạn 09/07/2026 → 08/07/2026.",
    )


def test_a_duty_opened_afterwards_is_led_over_at_once(cast, rule, transition, sheet):
    obligation = opened(sheet, cast.department, anchor_on=D(29, 6), variants=["complex"])

    assert events(obligation) == [("transition", CHANGE, "new-complex")]
    assert days(obligation) == ("old-complex", D(29, 6), D(17))


def test_a_law_that_is_not_in_force_yet_waits(cast, rule, sheet):
    RuleTransition.objects.create(code="TEST-99", rule=rule, on=D(16), law="Luật sau", verification="unverified")

    assert events(opened(sheet, cast.department)) == []


def test_what_was_done_before_the_new_law_stays_with_the_old_one(cast, rule, transition, sheet):
    obligation = opened(sheet, cast.department, anchor_on=D(20, 6), opened_on=D(20, 6))
    assert days(obligation)[2] == D(30, 6)

    actions.close(obligation, by=DEMO, closed_on=D(29, 6))
    assert (events(obligation), days(obligation)[2]) == ([], D(30, 6))

    actions.reopen(obligation, by=cast.lan, reason="Thiếu thông báo")
    assert events(obligation) == [LED]


def test_closed_duties_and_other_rules_are_left_alone(cast, rule, sheet):
    closed = opened(sheet, cast.department, anchor_on=D(29, 6), opened_on=D(29, 6))
    actions.close(closed, by=DEMO, closed_on=D(8))
    ObligationFactory(owner=cast.department)
    other = RuleVersionFactory(rule__code="TEST-02")
    ObligationFactory(owner=cast.department, basis_kind="rule", version=other, anchor_on=D(29, 6))
    RuleTransition.objects.create(code="TEST-99", rule=rule, on=CHANGE, law="Luật mới", verification="verified")

    assert actions.apply_transitions(D(15), by=DEMO) == 0


def test_a_law_without_such_a_case_changes_nothing(cast, rule, sheet):
    RuleVersionFactory(rule=rule, key="odd", variant="remote", value=30, effective_to=D(30, 6))
    obligation = opened(sheet, cast.department, anchor_on=D(29, 6), variants=["remote"])
    RuleTransition.objects.create(code="TEST-99", rule=rule, on=CHANGE, law="Luật mới", verification="verified")

    assert (actions.apply_transitions(D(15), by=DEMO), events(obligation)) == (0, [])


def test_an_extension_is_not_read_in_the_unit_of_the_new_law(cast, rule, sheet):
    rule.versions.filter(key="old").update(extension_limit=1, extension_value=30)
    obligation = opened(sheet, cast.department, anchor_on=D(29, 6))
    actions.extend(obligation, by=cast.lan, on=D(30, 6), document="QĐ 12")
    RuleTransition.objects.create(code="TEST-99", rule=rule, on=CHANGE, law="Nghị định mới", verification="verified")
    kept = [("extension", D(30, 6), None)]

    counts = [actions.apply_transitions(day, by=DEMO) for day in (D(14), D(15))]

    assert (counts, events(obligation), days(obligation)[2]) == ([0, 0], kept, D(10, 8))
    note = (
        "Chưa chuyển sang TEST-99 (Nghị định mới): việc đã được gia hạn, mà quy định mới tính theo đơn vị khác. "
        "Hạn giữ theo quy định cũ; muốn chuyển thì hủy lần gia hạn, rồi gia hạn lại theo quy định mới nếu được."
    )
    assert StatusChange.objects.about(obligation).filter(transition="note").get().note == note

    actions.annul_event(Obligation.objects.get(pk=obligation.pk), by=cast.lan, reason="Chuyển sang luật mới")

    assert (events(obligation), days(obligation)[2]) == ([LED], D(8))


def test_an_extension_goes_over_to_a_law_of_the_same_unit(cast, rule, sheet):
    rule.versions.update(unit="working_day", extension_limit=1, extension_value=5)
    obligation = opened(sheet, cast.department, anchor_on=D(29, 6))
    actions.extend(obligation, by=cast.lan, on=D(30, 6), document="QĐ 12")
    RuleTransition.objects.create(code="TEST-99", rule=rule, on=CHANGE, law="Nghị định mới", verification="verified")

    assert actions.apply_transitions(D(15), by=DEMO) == 1
    assert (events(obligation), days(obligation)[2]) == ([("extension", D(30, 6), None), LED], D(15))


def test_one_that_fails_hinders_no_other(cast, rule, sheet, monkeypatch, caplog):
    first = opened(sheet, cast.department, anchor_on=D(29, 6))
    second = opened(sheet, cast.department, anchor_on=D(29, 6))
    RuleTransition.objects.create(code="TEST-99", rule=rule, on=CHANGE, law="Luật mới", verification="verified")
    real = timing.follow_law

    def follow(obligation, **fields):
        if obligation.pk == first.pk:
            raise DatabaseError("poisoned")
        return real(obligation, **fields)

    monkeypatch.setattr(timing, "follow_law", follow)

    assert actions.apply_transitions(D(15), by=DEMO) == 1
    assert (events(first), events(second)) == ([], [LED])
    assert [record.getMessage() for record in caplog.records] == [
        f"Obligation {first.pk} could not be led to the new law."
    ]


def test_the_nightly_task_and_its_twin(cast, rule, sheet):
    obligation = opened(sheet, cast.department, anchor_on=D(29, 6))
    RuleTransition.objects.create(code="TEST-99", rule=rule, on=CHANGE, law="Luật mới", verification="verified")
    said = StringIO()

    call_command("apply_transitions", "--date", "30/06/2026", stdout=said)
    tasks.apply_transitions()
    call_command("apply_transitions", stdout=said)

    assert said.getvalue().splitlines() == [
        "Đã chuyển 0 việc sang quy định mới.",
        "Đã chuyển 0 việc sang quy định mới.",
    ]
    assert events(obligation) == [LED]
    with pytest.raises(CommandError, match="--date"):
        call_command("apply_transitions", "--date", "31/06/2026")
