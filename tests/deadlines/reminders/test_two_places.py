"""Somebody who works in two places that send at different hours: one digest a day, and none of the places starves."""

from datetime import timedelta

import pytest
import time_machine

from coordination.deadlines.models import ReminderMarker, ReminderPolicy
from coordination.deadlines.reminders import sweep, window
from coordination.notices import delivery
from coordination.notices.models import Letter
from coordination.people.concerning import write_concerns
from tests.deadlines.reminders.conftest import MORNING
from tests.deadlines.reminders.factories import TODAY, digest_of, duty
from tests.people.factories import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(office):
    """Minh works in the department, and in the council of another province as well."""
    MembershipFactory(user=office.minh, body=office.other_council, role="council_clerk")
    return office


def there(office, due_on=TODAY, **fields):
    """A duty of Minh in the other province."""
    given = {"owner": office.other_council, "locality": office.other, "beneficiary": None}
    return duty(office, due_on, **(given | fields))


def hours(place, opens, closes):
    ReminderPolicy.objects.update_or_create(locality=place, defaults={"opens_at": opens, "closes_at": closes})


def at(day, hour, minute=0):
    return MORNING.replace(day=day, hour=hour, minute=minute)


def swept(*moments):
    for moment in moments:
        with time_machine.travel(moment, tick=False):
            sweep.sweep()


def digests(user):
    return list(Letter.objects.filter(kind="digest", recipient=user).order_by("id"))


def said_in(letter):
    return set(ReminderMarker.objects.filter(letter=letter).values_list("obligation", flat=True))


def test_the_letter_waits_for_the_place_that_opens_later(both):
    hours(both.other, "08:00", "16:00")
    here, away = duty(both), there(both)
    swept(at(15, 7, 40))
    assert digests(both.minh) == []
    swept(at(15, 8))
    letter = digest_of(both.minh)
    assert said_in(letter) == {here.pk, away.pk}
    assert letter.params["offices"] == sorted([both.locality.pk, both.other.pk])


def test_none_starves_when_the_first_has_something_every_day(both):
    hours(both.other, "08:00", "16:00")
    away = there(both)
    for n in range(5):
        duty(both, TODAY + timedelta(days=n))
    for day in (15, 16, 17, 20, 21):
        swept(*(at(day, hour, 40) for hour in (7, 8, 9, 12, 15)))
        assert not ReminderMarker.objects.unclaimed().exists()
    assert [row.key.split(":")[2] for row in digests(both.minh)] == [f"2026-07-{day}" for day in (15, 16, 17, 20, 21)]
    assert ReminderMarker.objects.get(obligation=away, step=0).letter == digests(both.minh)[0]


def test_a_place_that_does_not_send_today_is_not_waited_for(both):
    hours(both.other, "08:00", "16:00")
    hours(both.locality, "07:30", "17:00")
    ReminderPolicy.objects.filter(locality=both.locality).update(only_working_days=False)
    duty(both)
    swept(at(18, 7, 40))  # a Saturday
    assert len(digests(both.minh)) == 1


def test_hours_that_never_meet_are_two_letters(both):
    hours(both.locality, "07:30", "09:00")
    hours(both.other, "14:00", "16:00")
    here, away = duty(both), there(both)
    swept(at(15, 7, 40), at(15, 8), at(15, 14), at(15, 15))
    first, second = digests(both.minh)
    assert (said_in(first), said_in(second)) == ({here.pk}, {away.pk})
    assert second.key == f"{first.key}:2"


def test_a_place_never_heard_of_gets_a_letter_of_its_own_and_is_waited_for_then(office):
    hours(office.other, "08:00", "16:00")
    duty(office)
    away = there(office, owner=office.department)
    write_concerns(away)
    swept(at(15, 7, 40), at(15, 8, 40))
    assert [said_in(row) for row in digests(office.minh)][1:] == [{away.pk}]
    duty(office, TODAY + timedelta(days=1))
    swept(at(16, 7, 40))
    assert len(digests(office.minh)) == 2
    swept(at(16, 8, 40))
    assert len(digests(office.minh)) == 3


def test_a_letter_held_up_leaves_when_all_its_places_send(both):
    hours(both.other, "08:00", "16:00")
    duty(both), there(both)
    swept(at(15, 8))
    letter = digest_of(both.minh)
    for moment, state in ((at(15, 16, 30), "queued"), (at(16, 7, 40), "queued"), (at(16, 8), "sent")):
        with time_machine.travel(moment, tick=False):
            delivery.deliver()
        letter.refresh_from_db()
        assert letter.state == state


def test_hours_changed_so_that_they_never_meet_do_not_hold_a_letter_for_ever(both):
    duty(both), there(both)
    swept(MORNING)
    hours(both.locality, "07:30", "09:00")
    hours(both.other, "14:00", "16:00")
    with time_machine.travel(at(16, 8) if both.locality.pk < both.other.pk else at(16, 15), tick=False):
        delivery.deliver()
    assert digest_of(both.minh).state == "sent"


def test_when_all_are_open(both):
    hours(both.locality, "07:30", "17:00")
    hours(both.other, "08:00", "16:00")
    rows = [(window.policy_of(pk), window.calendar_of(pk)) for pk in (both.locality.pk, both.other.pk)]
    for now, then in ((at(15, 7), at(15, 8)), (at(15, 9), at(15, 9)), (at(17, 16, 30), at(20, 8))):
        assert window.common_opening(rows, now) == then
    ReminderPolicy.objects.filter(locality=both.other).update(opens_at="18:00", closes_at="19:00")
    rows[1] = (window.policy_of(both.other.pk), rows[1][1])
    assert window.common_opening(rows, at(15, 7)) is None
