"""A delegate's year on one page: what the delegate did, drawn by every app that knows a part of it.

An app above this one adds its part with `add` (contacts with voters, letters); what it draws passes the gate itself.
"""

from collections.abc import Callable

from coordination.lib.period import Period
from coordination.people.models import Person
from coordination.workflow.panels import Panel
from sessions import queries
from sessions.models import Attendance, Ballot, BallotChoice, Question
from sessions.queries.common import within

Draw = Callable[[Person, object, Period], Panel | None]

_draws: list[Draw] = []


def add(draw: Draw) -> None:
    """Let an app draw its part of a delegate's year: `draw(person, user, period)`, or none."""
    _draws.append(draw)


def parts_of(person: Person, user, period: Period) -> list[Panel]:
    """What apps above add to the year of a delegate."""
    return [panel for draw in _draws if (panel := draw(person, user, period))]


def attended(person: Person, user, period: Period):
    """Roll calls of sessions that opened, and of sittings held, in the period, which the user may see."""
    rows = Attendance.objects.visible_to(user).filter(person=person)
    return rows.filter(within("session__opened_on", period) | within("sitting__held_on", period))


def asked(person: Person, user, period: Period):
    """Questions that the delegate put in the period, which the user may see."""
    return queries.asked(Question.objects.visible_to(user).filter(delegate=person), period)


def votes(person: Person, user, period: Period):
    """Choices written down by name in ballots of the period that the user may see."""
    ballots = Ballot.objects.visible_to(user).filter(within("held_on", period))
    return BallotChoice.objects.filter(person=person, ballot__in=ballots).select_related("ballot")
