"""How often petitions were handed on until somebody took them, and how many days that took; for figures."""

from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from django.db.models import Case, DateField, Exists, OuterRef, Q, QuerySet, Subquery, Value, When

from coordination.lib.period import Period
from voters.models import Referral, ResultChange
from voters.queries.common import within
from voters.queries.figures import received
from voters.queries.routing import days_lost
from voters.rules import GIVEN_BACK


class Turn(NamedTuple):
    """One referral as it stood on a day."""

    sent_on: date
    accepted_on: date | None
    refused_on: date | None
    under_id: int | None


def transfers(referrals: QuerySet, period: Period, on: date) -> QuerySet:
    """Of petitions received in the period the times they were forwarded by a day until a body took them, the last time
    included. What a committee gives on to its own bodies, and a successor's turn, is no transfer."""
    taken = Referral.objects.filter(
        petition=OuterRef("petition"), under=None, refused_on=None, accepted_on__lt=OuterRef("sent_on")
    )
    mine = Q(under=None, continues=None, sent_on__lte=on) & within(period, "petition__received_on")
    return referrals.filter(mine).exclude(Exists(taken))


def forwarded(petitions: QuerySet, period: Period, on: date) -> QuerySet:
    """Petitions received in the period that somebody was asked to take by a day, with that day as `as_of`."""
    asked = Referral.objects.filter(petition=OuterRef("pk"), under=None, sent_on__lte=on)
    return received(petitions, period).filter(Exists(asked)).annotate(as_of=Value(on, output_field=DateField()))


def total_days_lost(petitions: QuerySet) -> int:
    """Calendar days from the first forwarding until it was taken, of all petitions of `forwarded` together; those that
    nobody has taken by the day add none."""
    day = petitions.order_by().values_list("as_of", flat=True).first()
    if day is None:
        return 0
    columns = ("petition_id", "sent_on", "taken_on", "refused_on", "under_id")
    rows = Referral.objects.filter(petition__in=petitions.order_by().values("pk"), sent_on__lte=day)
    rows = rows.annotate(taken_on=Case(When(refused_on=None, then="accepted_on"), default=_taken_before()))
    turns = rows.order_by("petition_id", "sent_on", "pk").values_list(*columns).iterator()
    return sum(days_lost(_as_of(day, hops)) or 0 for _petition, hops in groupby(turns, itemgetter(0)))


def with_days_taken(referrals: list[Referral]) -> list[Referral]:
    """Referrals that were read, with `taken_on`: when each was taken on, also where it was given back later. One
    question, and none where nothing was given back."""
    back = [row.pk for row in referrals if row.refused_on]
    rows = Referral.objects.filter(pk__in=back).annotate(taken_on=_taken_before())  # ungated: of rows that were read
    taken = dict(rows.values_list("pk", "taken_on")) if back else {}
    for row in referrals:
        row.taken_on = row.accepted_on or taken.get(row.pk)
    return referrals


def _taken_before() -> Subquery:
    """The day on which a referral had been taken on that was given back later: the referral says only that nobody has
    it any more (`actions.referrals.given_back`), the results of its petition keep the day. Of several times the first
    that was taken on since it was sent, and of which the next thing given back is this one."""
    later = ResultChange.objects.filter(petition=OuterRef("petition"), step=GIVEN_BACK, id__gt=OuterRef("pk"))
    taken = ResultChange.objects.alias(back_on=Subquery(later.order_by("id").values("on")[:1])).filter(
        petition=OuterRef("petition"), step="accept", on__gte=OuterRef("sent_on"), back_on=OuterRef("refused_on")
    )
    return Subquery(taken.order_by("id").values("on")[:1])


def _as_of(day: date, hops) -> list[Turn]:
    """What was known of the referrals of a petition on a day."""
    return [
        Turn(sent, *(on if on and on <= day else None for on in settled), under)
        for _petition, sent, *settled, under in hops
    ]
