"""Two sweeps at once, and a sweep that is killed anywhere: what is said is said once, and said."""

import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.db.models import Count

from coordination.deadlines.models import ReminderMarker
from coordination.deadlines.reminders import sweep
from coordination.lib import crashpoints
from coordination.notices.models import Letter, Notice
from tests.deadlines.reminders.conftest import MORNING
from tests.deadlines.reminders.factories import duty, markers, queued, told

WORKERS = 3
DUTIES = 12


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture
def kill(monkeypatch):
    """Die at a point, the n-th time it is passed."""

    def arm(point, nth=1):
        left = [nth]

        def die():
            left[0] -= 1
            if not left[0]:
                raise Killed(point)

        monkeypatch.setattr(crashpoints, "armed", point)
        monkeypatch.setattr(crashpoints, "die", die)

    return arm


def at_once(work) -> list:
    """Do the same in several threads that begin together; what one of them raised is raised here."""
    barrier, results, errors = threading.Barrier(WORKERS), [], []

    def run():
        try:
            barrier.wait(30)
            results.append(work())
        except BaseException as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    if errors:
        raise errors[0]
    return results


@pytest.mark.django_db(transaction=True)
def test_sweeps_at_once_say_it_once(office, bells):
    for n in range(DUTIES):
        duty(office, MORNING.date() - timedelta(days=n % 3))
    outcomes = at_once(lambda: sweep.sweep(MORNING))
    expected = sum(outcome.markers for outcome in outcomes)
    assert ReminderMarker.objects.count() == expected == Notice.objects.filter(kind="reminder").count()
    assert len(told(office.minh)) == DUTIES
    assert queued() == [("minh", "email")]
    assert queued("morning") == [("tu", "email")]
    assert sum(outcome.queued for outcome in outcomes) == 2
    assert not ReminderMarker.objects.unclaimed().exists()
    assert len(bells) == sum(bool(outcome.queued) for outcome in outcomes)


@pytest.mark.django_db(transaction=True)
def test_a_killed_sweep_leaves_no_half(office, kill):
    """With real transactions: what a killed one did not commit is not there."""
    one = duty(office)
    kill("sweep-1")
    with pytest.raises(Killed):
        sweep.sweep(MORNING)
    assert markers(obligation=one) == []
    assert told(office.minh) == []
    kill("sweep-3")
    with pytest.raises(Killed):
        sweep.sweep(MORNING)
    assert markers(obligation=one) == [("minh", 0)]
    assert ReminderMarker.objects.unclaimed().count() == 1
    assert Letter.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("point", ["sweep-1", "sweep-2", "sweep-3", "sweep-4"])
@pytest.mark.parametrize("nth", [1, 2])
def test_killed_anywhere_and_begun_again(office, kill, point, nth):
    colleague = office.acting_as(office.department, "department_officer", "Trịnh Thu")
    colleague.email = "thu@an-binh.example"
    colleague.save()
    for who in (office.minh, colleague):
        for _ in range(2):
            duty(office, assignee=who.person)
    kill(point, nth)
    with pytest.raises(Killed):
        sweep.sweep(MORNING)
    kill("")
    sweep.sweep(MORNING + timedelta(minutes=10))
    sweep.sweep(MORNING + timedelta(minutes=20))
    people = sorted(["minh", colleague.username])
    assert markers() == sorted([(who, 0) for who in people] * 2)
    assert len(told(office.minh)) == len(told(colleague)) == 2
    assert queued() == [(who, "email") for who in people]
    claimed = ReminderMarker.objects.values("letter").annotate(n=Count("pk")).order_by()
    assert sorted(row["n"] for row in claimed) == [2, 2]
