"""One sweep: who is told, once, and what a second one adds."""

from datetime import date, timedelta

import pytest
import time_machine

from coordination.deadlines import actions
from coordination.deadlines.models import Obligation, ReminderFault, ReminderLadder, ReminderMarker, ReminderPolicy
from coordination.deadlines.reminders import recipients, sweep
from coordination.jobs.models import Heartbeat
from coordination.people.models import Locality
from tests.deadlines.reminders.conftest import MORNING
from tests.deadlines.reminders.factories import TODAY, digest_of, duty, markers, queued, told
from tests.people.factories import BodyFactory

pytestmark = pytest.mark.django_db


def test_a_duty_due_today_is_told_once(office, bells):
    one = duty(office, title="Gửi báo cáo y tế")
    first = sweep.sweep(MORNING)
    second = sweep.sweep(MORNING + timedelta(minutes=10))
    assert (first.queued, first.markers, second.queued, second.markers) == (2, 1, 0, 0)
    assert markers() == [("minh", 0)]
    assert told(office.minh) == ["Đến hạn hôm nay: Gửi báo cáo y tế"]
    assert queued() == [("minh", "email")]
    assert ReminderMarker.objects.get(obligation=one).letter == digest_of(office.minh)
    assert bells == []  # the transaction of the test never commits


def test_the_heartbeat_says_what_was_done(office):
    duty(office)
    sweep.sweep(MORNING)
    assert Heartbeat.objects.get(name="reminders").detail == {"queued": 2, "markers": 1, "faults": 0}


@pytest.mark.parametrize(
    ("due_on", "step", "words"),
    [
        (date(2026, 8, 5), -15, "Còn 21 ngày"),
        (date(2026, 7, 24), -7, "Còn 7 ngày làm việc"),
        (date(2026, 7, 16), -1, "Còn 1 ngày làm việc"),
        (date(2026, 7, 14), 1, "Quá hạn 1 ngày"),
    ],
)
def test_each_step_of_the_ladder(office, due_on, step, words):
    duty(office, due_on, title="Gửi báo cáo")
    sweep.sweep(MORNING)
    assert ("minh", step) in markers()
    assert told(office.minh)[0].startswith(words)


def test_a_day_beyond_the_ladder_is_not_told(office):
    duty(office, date(2026, 8, 6))
    assert sweep.sweep(MORNING).markers == 0


def test_after_downtime_only_what_holds_now(office):
    duty(office, date(2026, 7, 17))
    for day in (15, 17, 24):  # the sweeps of 16 July and of the week after were missed
        sweep.sweep(MORNING.replace(day=day))
    assert [step for who, step in markers() if who == "minh"] == [-3, 0, 3]


def test_a_step_from_before_the_duty_was_given_is_not_told(office):
    duty(office, date(2026, 7, 22), opened_on=TODAY)  # the step of seven days lay on 13 July
    sweep.sweep(MORNING)
    assert markers() == []
    sweep.sweep(MORNING.replace(day=17))
    assert markers() == [("minh", -3)]


def test_lateness_widens_the_audience(office):
    duty(office, date(2026, 7, 10))
    sweep.sweep(MORNING)
    assert markers() == [("lan", 3), ("minh", 3)]  # the committee has no leader with an account here


def test_serious_lateness_reaches_the_standing_committee(office):
    head = office.acting_as(office.committee, "committee_leader", "Cao Chủ Tịch")
    duty(office, date(2026, 6, 26))  # 13 working days
    sweep.sweep(MORNING)
    assert markers() == sorted([("lan", 13), ("minh", 13), ("tu", 13), (head.username, 13)])


def test_without_an_assignee_the_workers_of_the_body_are_told(office):
    colleague = office.acting_as(office.department, "department_officer", "Trịnh Thu")
    duty(office, assignee=None)
    sweep.sweep(MORNING)
    assert markers() == sorted([("minh", 0), (colleague.username, 0)])


def test_who_only_administers_is_not_told(office):
    duty(office, owner=office.office, beneficiary=None, assignee=None)
    sweep.sweep(MORNING)
    assert markers() == [("lan", 0)]


@pytest.mark.parametrize("state", ["closed", "waived", "paused", "ended"])
def test_what_is_no_longer_owed_is_not_told(office, state):
    if state == "ended":
        duty(office, owner=office.ended_council, beneficiary=None, assignee=None, locality=office.ended)
    else:
        one = duty(office)
        changes = {
            "closed": {"status": "done", "closed_on": TODAY},
            "waived": {"status": "waived", "closed_on": TODAY, "outcome": "không cần nữa"},
            "paused": {"paused_on": TODAY},
        }
        if state == "paused":
            _stand_still(one)
        else:
            Obligation.objects.filter(pk=one.pk).update(**changes[state])
    assert sweep.sweep(MORNING).markers == 0


def _stand_still(one):
    from tests.deadlines.factories import RuleVersionFactory

    fields = {"version": RuleVersionFactory(), "anchor_on": date(2026, 7, 1), "basis_kind": "rule"}
    Obligation.objects.filter(pk=one.pk).update(paused_on=TODAY, **fields)


def test_a_confidential_duty_is_told_by_its_number_to_who_is_named(office):
    one = duty(office, title="Đơn của ông A", confidential=True, due_on=date(2026, 7, 10))
    sweep.sweep(MORNING)
    assert markers() == [("minh", 3)]  # the office may not see it
    assert told(office.minh) == [f"Quá hạn 5 ngày: Nghĩa vụ số {one.pk}"]


def test_what_is_done_while_the_sweep_reads_is_not_told(office, monkeypatch):
    one = duty(office)
    look_at = recipients.People.look_at

    def done_meanwhile(self, obligation_ids):
        Obligation.objects.filter(pk=one.pk).update(status="done", closed_on=TODAY)
        look_at(self, obligation_ids)

    monkeypatch.setattr(recipients.People, "look_at", done_meanwhile)
    assert sweep.sweep(MORNING).markers == 0
    assert told(office.minh) == []


def test_a_changed_due_day_reminds_again(office):
    one = duty(office)
    sweep.sweep(MORNING)
    actions.move_due(one, by=office.lan, due_on=date(2026, 7, 16))
    sweep.sweep(MORNING + timedelta(hours=1))
    assert markers() == [("minh", -1), ("minh", 0)]
    rows = ReminderMarker.objects.order_by("id").values_list("due_on", flat=True)
    assert list(rows) == [TODAY, date(2026, 7, 16)]


def test_outside_the_window_nothing_happens_but_the_heartbeat(office):
    duty(office)
    for now in (MORNING - timedelta(minutes=1), MORNING.replace(hour=17, minute=0), MORNING.replace(day=18)):
        assert (sweep.sweep(now).markers, sweep.sweep(now).queued) == (0, 0)
    assert Heartbeat.objects.filter(name="reminders").exists()


def test_each_office_has_its_own_window(office):
    ReminderPolicy.objects.create(locality=office.other, opens_at="09:00")
    duty(office)
    duty(office, owner=office.other_council, locality=office.other, assignee=office.stranger.person, beneficiary=None)
    sweep.sweep(MORNING)
    assert markers() == [("minh", 0)]
    sweep.sweep(MORNING.replace(hour=9))
    assert markers() == [("minh", 0), ("stranger", 0)]


def test_only_the_named_places(office):
    duty(office)
    assert sweep.sweep(MORNING, localities=[office.other.pk]).markers == 0
    assert sweep.sweep(MORNING, localities=[office.locality.pk]).markers == 1


def test_the_ladder_of_the_place_and_of_the_rule(office):
    from tests.deadlines.factories import RuleVersionFactory

    version = RuleVersionFactory()
    ReminderLadder.objects.create(locality=office.locality, steps=[{"offset": -2, "to": ["office"]}])
    ReminderLadder.objects.create(rule=version.rule, steps=[{"offset": -2, "to": ["assignee"]}])
    ReminderLadder.objects.create(locality=office.other, rule=version.rule, steps=[{"offset": -2, "to": ["standing"]}])
    day = date(2026, 7, 17)
    duty(office, day)
    duty(office, day, version=version, anchor_on=date(2026, 7, 3), basis_kind="rule")
    sweep.sweep(MORNING)
    assert markers() == [("lan", -2), ("minh", -2)]


def test_a_poisoned_duty_is_recorded_and_hinders_nobody(office, monkeypatch, caplog):
    bad, good = duty(office), duty(office)
    told_of = recipients.People.told_of

    def poisoned(self, obligation, audiences):
        if obligation.pk == bad.pk:
            raise ValueError("tên của công dân")
        return told_of(self, obligation, audiences)

    monkeypatch.setattr(recipients.People, "told_of", poisoned)
    assert sweep.sweep(MORNING).faults == 1
    sweep.sweep(MORNING + timedelta(minutes=10))
    fault = ReminderFault.objects.get()
    assert (fault.obligation, fault.times) == (bad, 2)
    assert fault.error.startswith("ValueError ở test_sweep.py")
    assert [row.obligation for row in ReminderMarker.objects.all()] == [good]
    monkeypatch.undo()
    sweep.sweep(MORNING + timedelta(minutes=20))
    assert ReminderFault.objects.count() == 0
    assert markers() == [("minh", 0), ("minh", 0)]


def test_an_unreadable_ladder_is_a_fault_in_words(office):
    ReminderLadder.objects.create(locality=office.locality, steps={"nonsense": True})
    duty(office)
    assert sweep.sweep(MORNING).faults == 1
    assert ReminderFault.objects.get().error.startswith("Thang nhắc hạn không đọc được")


def test_a_fault_is_forgotten_when_the_duty_is_done(office):
    one = duty(office)
    ReminderFault.objects.create(obligation=one, error="x")
    Obligation.objects.filter(pk=one.pk).update(status="done", closed_on=TODAY)
    sweep.sweep(MORNING)
    assert ReminderFault.objects.count() == 0


def test_what_is_not_due_costs_nothing(office, django_assert_num_queries):
    for _ in range(3):
        duty(office, date(2026, 7, 16))
    sweep.sweep(MORNING)
    later = MORNING + timedelta(minutes=10)
    with django_assert_num_queries(20):
        sweep.sweep(later)
    for _ in range(6):
        duty(office, date(2027, 1, 4))
    with django_assert_num_queries(20):
        sweep.sweep(later)


def test_a_chunk_border_loses_nobody(office, monkeypatch):
    monkeypatch.setattr(sweep, "CHUNK", 2)
    for day in (14, 15, 15, 15, 16):
        duty(office, date(2026, 7, day))
    sweep.sweep(MORNING)
    assert [step for who, step in markers() if who == "minh"] == [-1, 0, 0, 0, 1]


def test_new_duties_of_the_day_wait_for_the_digest_of_tomorrow(office):
    duty(office)
    sweep.sweep(MORNING)
    duty(office)
    sweep.sweep(MORNING + timedelta(hours=1))
    assert queued() == [("minh", "email")]
    assert ReminderMarker.objects.unclaimed().count() == 1
    with time_machine.travel(MORNING + timedelta(days=1), tick=False):
        sweep.sweep()
    assert queued() == [("minh", "email")] * 2
    assert ReminderMarker.objects.unclaimed().count() == 0


def test_a_place_that_ended_meanwhile_is_silent(office):
    duty(office)
    Locality.objects.filter(pk=office.locality.pk).update(valid_to=date(2026, 7, 14))
    assert sweep.sweep(MORNING).markers == 0


def test_a_body_without_accounts_costs_no_transaction_with_every_sweep(office, monkeypatch):
    marked = []
    monkeypatch.setattr(sweep._Marking, "_mark", lambda self, obligation, *rest: marked.append(obligation.pk) or 0)
    duty(office, owner=BodyFactory(locality=office.locality), assignee=None)
    other = duty(office)
    sweep.sweep(MORNING)
    assert marked == [other.pk]


def test_the_log_says_where_and_never_what(office, monkeypatch, caplog):
    def broken(self, *rest):
        raise ValueError("Nguyễn Văn A")

    monkeypatch.setattr(sweep._Marking, "_mark", broken)
    duty(office)
    sweep.sweep(MORNING)
    assert "cannot be reminded of: ValueError ở test_sweep.py" in caplog.text
    assert "Nguyễn Văn A" not in caplog.text
