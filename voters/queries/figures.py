"""What is asked of petitions, for figures."""

from datetime import date

from django.db.models import BigIntegerField, Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from coordination.lib.period import Period
from voters.choices import Field, JurisdictionLevel, Result
from voters.models import Referral, ResultChange
from voters.queries.common import within
from voters.rules import FINISHING

UNKNOWN = "unknown"
"""The part of a breakdown that holds what was not classified; named only where there is some."""


def received(petitions: QuerySet, period: Period) -> QuerySet:
    """Petitions received in the period, all kinds and sources, merged ones too."""
    return petitions.filter(within(period, "received_on"))


def with_result(petitions: QuerySet, on: date) -> QuerySet:
    """Petitions with `result_then`: the result class that held at the end of a day."""
    changes = ResultChange.objects.filter(petition=OuterRef("pk"), on__lte=on).order_by("-on", "-id")
    return petitions.annotate(result_then=Coalesce(Subquery(changes.values("result")[:1]), Value(Result.NONE.value)))


def having_result(petitions: QuerySet, result: str, on: date) -> QuerySet:
    """Petitions whose result class at the end of a day was this one."""
    return with_result(petitions, on).filter(result_then=result)


def answered(petitions: QuerySet, on: date) -> QuerySet:
    """Petitions to which a reply had been sent by a day; one that was reopened stays answered."""
    return petitions.filter(answered_on__lte=on)


def resolved(petitions: QuerySet, on: date) -> QuerySet:
    """Petitions done, with evidence, at the end of a day."""
    return having_result(petitions, Result.RESOLVED, on)


def finished(petitions: QuerySet, on: date) -> QuerySet:
    """Petitions for which nothing more was owed at the end of a day."""
    return with_result(petitions, on).filter(result_then__in=FINISHING)


def overdue(petitions: QuerySet, on: date) -> QuerySet:
    """Petitions due before a day and not finished at its end."""
    return with_result(petitions.filter(due_on__lt=on), on).exclude(result_then__in=FINISHING)


def repeated(petitions: QuerySet) -> QuerySet:
    """Petitions raised twice or more, this time included."""
    return petitions.filter(times_raised__gte=2)


def with_body(petitions: QuerySet, on: date) -> QuerySet:
    """Petitions with `body_then`: who had them at the end of a day. That is the body of the last referral sent by then
    and not refused by then, else the one it was classified to."""
    sent = Referral.objects.filter(petition=OuterRef("pk"), under=None, sent_on__lte=on).exclude(refused_on__lte=on)
    last = sent.order_by("-sent_on", "-id").values("to")[:1]
    return petitions.annotate(body_then=Coalesce(Subquery(last), "competent_body", output_field=BigIntegerField()))


def had_by(petitions: QuerySet, body, on: date) -> QuerySet:
    """Petitions that a body had at the end of a day, those that the committee had assigned on to it too."""
    inner = Referral.objects.filter(to=body, sent_on__lte=on).exclude(under=None)
    inner = inner.exclude(refused_on__lte=on).exclude(recalled_on__lte=on)
    return with_body(petitions, on).filter(Q(body_then=body.pk) | Q(pk__in=inner.values("petition")))


def bounced(petitions: QuerySet, on: date | None = None) -> QuerySet:
    """Petitions refused by the end of a day (today, if none is named) by a body they were forwarded to, or sent to a
    wrong place before registration."""
    refused = Referral.objects.filter(refused_on__lte=on or timezone.localdate()).values("petition")
    return petitions.filter(Q(pk__in=refused) | ~Q(misdirected_to=""))


def by_level(petitions: QuerySet) -> dict[str, int]:
    """Number of petitions by level of competence; a level without any is 0."""
    return _parts(petitions, "level", JurisdictionLevel.values)


def by_field(petitions: QuerySet) -> dict[str, int]:
    """Number of petitions by field; a field without any is 0, the remainder is named only where there is one."""
    parts = _parts(petitions, "field", Field.values)
    if not parts[Field.OTHER]:
        del parts[Field.OTHER.value]
    return parts


def by_result(petitions: QuerySet, on: date) -> dict[str, int]:
    """Number of petitions by the result class that held at the end of a day."""
    return _parts(with_result(petitions, on), "result_then", Result.values)


def _parts(petitions: QuerySet, column: str, names) -> dict[str, int]:
    rows = petitions.order_by().values_list(column).annotate(n=Count("pk"))
    counted = {name or UNKNOWN: n for name, n in rows}
    return {name: counted.pop(name, 0) for name in names} | counted
