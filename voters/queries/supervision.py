"""What watching over petitions asks: how often a body was urged, and the numbers of a report."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from coordination.lib.period import Period
from coordination.people.models import Body
from voters.choices import FollowUpStatus
from voters.models import FollowUp, Petition
from voters.queries import figures


def times_urged(petitions, to=None) -> dict[int, int]:
    """Petition → how many written reminders about it were sent (to one body); those without any are left out."""
    sent = FollowUp.objects.filter(status=FollowUpStatus.SENT, petitions__in=petitions)  # ungated: counted only
    if to is not None:
        sent = sent.filter(to=to)
    return dict(sent.order_by().values_list("petitions").annotate(n=Count("pk")))


def urged_by_now(petitions) -> dict[int, int]:
    """The same, each petition's reminders to the body that is to answer it now."""
    sent = FollowUp.objects.filter(status=FollowUpStatus.SENT, petitions__in=petitions)  # ungated: counted only
    rows = sent.order_by().values_list("petitions", "to").annotate(n=Count("pk"))
    now = {petition.pk: petition.competent_body_id for petition in petitions}
    return {pk: number for pk, to, number in rows if now.get(pk) == to}


def being_urged(petitions) -> set[int]:
    """Petitions that stand in a reminder that is being written."""
    drafts = FollowUp.objects.filter(status=FollowUpStatus.DRAFT, petitions__in=petitions)  # ungated: keys only
    return set(drafts.values_list("petitions", flat=True))


def open_draft(locality, to, number: int) -> FollowUp | None:
    """The reminder of that round to a body that is being written."""
    return FollowUp.objects.filter(  # ungated: the office's own draft, one for each body and round
        locality=locality, to=to, round=number, status=FollowUpStatus.DRAFT
    ).first()


def with_petitions(follow_ups: QuerySet, petitions: QuerySet) -> QuerySet:
    """Reminders with `size`: how many of the given petitions each is about."""
    inside = petitions.filter(follow_ups=OuterRef("pk")).order_by().values("follow_ups")
    return follow_ups.annotate(size=Coalesce(Subquery(inside.annotate(n=Count("pk")).values("n")), 0))


def reminders_per_body(follow_ups: QuerySet) -> list[tuple[Body, int]]:
    """Bodies with the number of reminders sent to each, the most urged first; takes the reminders to count."""
    sent = follow_ups.filter(status=FollowUpStatus.SENT)
    counted = dict(sent.order_by().values_list("to").annotate(n=Count("pk")))
    bodies = Body.objects.filter(pk__in=counted).in_bulk()
    return sorted(((bodies[pk], number) for pk, number in counted.items()), key=lambda row: (-row[1], str(row[0])))


@dataclass(frozen=True)
class Numbers:
    """A register's numbers for a period, read at the end of a day. Parts add up to the total: what nobody classified
    stands under `unknown`.
    """

    total: int
    answered: int
    resolved: int
    finished: int
    overdue: int
    repeated: int
    bounced: int
    by_level: dict[str, int]
    by_field: dict[str, int]
    by_result: dict[str, int]
    by_body: list[tuple[str, int]]

    def stored(self) -> dict:
        """As JSON keeps it."""
        return asdict(self)


def numbers(petitions: QuerySet, period: Period, on: date) -> Numbers:
    """The numbers of the given petitions that were received in the period."""
    rows = figures.received(petitions, period)
    return Numbers(
        total=rows.count(),
        answered=figures.answered(rows, on).count(),
        resolved=figures.resolved(rows, on).count(),
        finished=figures.finished(rows, on).count(),
        overdue=figures.overdue(rows, on).count(),
        repeated=figures.repeated(rows).count(),
        bounced=figures.bounced(rows, on).count(),
        by_level=figures.by_level(rows),
        by_field=figures.by_field(rows),
        by_result=figures.by_result(rows, on),
        by_body=by_body(rows, on),
    )


def by_body(petitions: QuerySet, on: date) -> list[tuple[str, int]]:
    """Number of petitions under each body that had them at the end of a day, the most first; those without one come
    last, with no name."""
    rows = figures.with_body(petitions, on)
    counted = dict(rows.order_by().values_list("body_then").annotate(n=Count("pk")))
    nobody = counted.pop(None, 0)
    bodies = Body.objects.filter(pk__in=counted).in_bulk()
    rows = sorted(((bodies[pk].name, n) for pk, n in counted.items()), key=lambda row: (-row[1], row[0]))
    return [*rows, ("", nobody)] if nobody else rows


def in_register(locality) -> QuerySet:
    """The petitions of a locality's register that its reports count."""
    return Petition.objects.counted_in(locality)
