"""The letter that does not wait: a duty was given to somebody by name."""

import pytest
import time_machine

from coordination.audit.actors import System
from coordination.deadlines.models import Absence, Obligation
from coordination.deadlines.reminders import assigned, sweep
from coordination.deadlines.told import newly_assigned
from coordination.notices import delivery
from coordination.notices.models import Letter, Preference
from tests.deadlines.reminders.conftest import MORNING
from tests.deadlines.reminders.factories import TODAY, duty, queued

pytestmark = pytest.mark.django_db


def given(office, by=None, **fields):
    one = duty(office, **fields)
    newly_assigned(one, by=by or office.lan)
    return one


def test_the_assignee_hears_at_once(office):
    given(office, title="Gửi số liệu")
    assert queued("assigned") == [("minh", "email")]
    letter = Letter.objects.get(kind="assigned")
    assert letter.not_before == MORNING
    message = assigned.compose(letter)
    assert message.subject == "Phối hợp: việc mới được giao, hạn 15/07/2026"
    assert "Gửi số liệu" in message.text


def test_at_night_it_waits_for_the_morning(office):
    with time_machine.travel(MORNING.replace(hour=20), tick=False):
        given(office)
    assert Letter.objects.get(kind="assigned").not_before == MORNING.replace(day=16)


@pytest.mark.parametrize("case", ["oneself", "program", "nobody", "unwanted", "no mail"])
def test_who_is_not_written_to(office, case):
    fields = {"assignee": None} if case == "nobody" else {}
    by = {"oneself": office.minh, "program": System("demo")}.get(case, office.lan)
    if case == "unwanted":
        Preference.objects.create(user=office.minh, assigned_at_once=False)
    if case == "no mail":
        Preference.objects.create(user=office.minh, email=False)
    given(office, by=by, **fields)
    assert queued("assigned") == []


def test_a_second_time_is_the_same_letter_and_another_day_another_one(office):
    one = given(office)
    newly_assigned(one, by=office.lan)
    assert len(queued("assigned")) == 1
    one.due_on = TODAY.replace(day=20)
    newly_assigned(one, by=office.lan)
    assert len(queued("assigned")) == 2


def test_a_substitute_hears_of_it(office):
    colleague = office.acting_as(office.department, "department_officer", "Trịnh Thu")
    colleague.email = "thu@an-binh.example"
    colleague.save()
    Absence.objects.create(user=office.minh, substitute=colleague, first=TODAY, last=TODAY, created_by=office.lan)
    given(office)
    assert queued("assigned") == [(colleague.username, "email")]


def test_the_substitute_may_not_see_it_and_the_assignee_is_told_after_all(office):
    colleague = office.acting_as(office.other_council, "council_clerk", "Trịnh Thu")
    colleague.email = "thu@an-binh.example"
    colleague.save()
    Absence.objects.create(user=office.minh, substitute=colleague, first=TODAY, last=TODAY, created_by=office.lan)
    given(office)
    sweep.sweep(MORNING)
    assert queued("assigned") == queued("digest") == [("minh", "email")]


def test_there_and_back_is_told_again_and_said_once(office):
    one = given(office)
    delivery.deliver()
    for person in (office.ubnd.person, office.minh.person, office.ubnd.person, office.minh.person):
        one.assignee, one.revision = person, one.revision + 1
        one.save()
        newly_assigned(one, by=office.lan)
    delivery.deliver()
    states = (
        Letter.objects.filter(kind="assigned", recipient=office.minh).order_by("id").values_list("state", flat=True)
    )
    assert list(states) == ["sent", "dropped", "sent"]


@pytest.mark.parametrize("change", ["closed", "given to somebody else"])
def test_what_is_no_longer_true_is_not_sent(office, change):
    one = given(office)
    if change == "closed":
        Obligation.objects.filter(pk=one.pk).update(status="done", closed_on=TODAY)
    else:
        Obligation.objects.filter(pk=one.pk).update(assignee=office.ubnd.person)
    delivery.deliver()
    assert Letter.objects.get(kind="assigned").state == "dropped"


def test_a_gateway_gets_no_title(office, settings):
    from coordination.deadlines.models import ReminderPolicy

    settings.WEBHOOK_URL = "https://cong.example/"
    ReminderPolicy.objects.create(locality=office.locality, webhook=True, email=False)
    Preference.objects.create(user=office.minh, webhook=True)
    given(office, title="Gửi số liệu")
    message = assigned.compose(Letter.objects.get(kind="assigned"))
    assert "Gửi số liệu" not in message.text
    assert "hạn 15/07/2026" in message.text
