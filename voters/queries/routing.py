"""What is asked of competence: rules in force, decided cases, refusals, petitions of a body then and now."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from coordination.lib.period import Period
from coordination.people.models import Body
from voters.models import Petition, Referral
from voters.queries.common import within
from voters.queries.figures import bounced, with_body
from voters.queries.petitions import still_standing, turns_of
from voters.queries.succession import Heirs


def rules_in_force(rules: QuerySet, on: date) -> QuerySet:
    """Rules that hold on a day."""
    started = Q(valid_from=None) | Q(valid_from__lte=on)
    return rules.filter(started & (Q(valid_to=None) | Q(valid_to__gte=on)))


def rules_in_force_today(rules: QuerySet) -> QuerySet:
    """Rules that hold today."""
    return rules_in_force(rules, timezone.localdate())


MOST_CASES = 1000
"""The newest cases looked at: experience of long ago says little, and a page must not wait for it."""


@dataclass
class Experience:
    """How one body took petitions of a kind: times accepted and refused, times named by a refuser, newest reason."""

    body: Body
    level: str
    accepted: int = 0
    refused: int = 0
    named: int = 0
    newest_reason: str = ""
    newest_on: date | None = None

    def add(self, other: "Experience") -> None:
        """Take over what the same task elsewhere, or a predecessor, went through; the level is that of more cases."""
        if other.accepted > self.accepted:
            self.level = other.level
        if other.newest_on and (self.newest_on is None or other.newest_on > self.newest_on):
            self.newest_reason, self.newest_on = other.newest_reason, other.newest_on
        self.accepted += other.accepted
        self.refused += other.refused
        self.named += other.named


def alike(referrals: QuerySet, *, locality, topic: str, place, level: str) -> QuerySet:
    """Referrals of petitions of the same field and level of place in a register; what a successor goes on with counts
    once, for whoever settled it first."""
    rows = referrals.filter(petition__locality=locality, petition__field=topic, continues__accepted_on=None)
    rows = rows.filter(petition__place__level=place.level) if place else rows.filter(petition__place=None)
    return rows.filter(petition__level=level) if level else rows


def experiences(referrals: QuerySet) -> list[Experience]:
    """The newest decided ones of some referrals by body and level of competence. Three queries."""
    found: dict[tuple, Experience] = {}
    settled = referrals.filter(Q(accepted_on__isnull=False) | Q(refused_on__isnull=False))
    newest = settled.order_by("-sent_on", "-pk").values("pk")[:MOST_CASES]
    decided = Referral.objects.filter(pk__in=newest).order_by()
    counted = decided.values_list("to", "petition__level").annotate(
        accepted=Count("accepted_on"), refused=Count("refused_on")
    )
    rows = list(counted)
    refusals = list(
        decided.filter(refused_on__isnull=False)
        .order_by("-refused_on", "-id")
        .values_list("to", "petition__level", "refusal", "refused_on", "right_body")
    )
    keys = {row[0] for row in rows} | {row[4] for row in refusals if row[4]}
    bodies = Body.objects.select_related("locality").in_bulk(keys)
    for body, level, accepted, refused in rows:
        found[body, level] = Experience(bodies[body], level, accepted, refused)
    for body, level, reason, on, right in refusals:
        known = found[body, level]
        if known.newest_on is None:
            known.newest_reason, known.newest_on = reason, on
        if right:
            found.setdefault((right, level), Experience(bodies[right], level)).named += 1
    return list(found.values())


def bouncing(petitions: QuerySet) -> QuerySet:
    """Petitions that went astray, with `transfer_count` and `refusal_count`. What a committee gives on to its own
    bodies, and a successor's turn, is no transfer; that one of them refuses is a refusal."""
    turns = Referral.objects.filter(petition=OuterRef("pk")).order_by().values("petition")
    sent, refused = turns.filter(under=None, continues=None), turns.filter(refused_on__isnull=False)
    return bounced(petitions).annotate(
        transfer_count=Coalesce(Subquery(sent.annotate(n=Count("pk")).values("n")), 0),
        refusal_count=Coalesce(Subquery(refused.annotate(n=Count("pk")).values("n")), 0),
    )


def with_hops(petitions: QuerySet, referrals: QuerySet) -> QuerySet:
    """Petitions with `hops`: those of the given referrals that are theirs, in order."""
    in_order = referrals.select_related("to").order_by("sent_on", "pk")
    return petitions.prefetch_related(Prefetch("referrals", in_order, to_attr="hops"))


def of_ended(petitions: QuerySet, on: date) -> QuerySet:
    """Open petitions whose competent body, the body it was assigned on to, or whose place no longer exists on a day."""
    body = Q(competent_body__valid_to__lt=on) | Q(competent_body__locality__valid_to__lt=on)
    inner = still_standing(Referral.objects.filter(petition=OuterRef("pk")).exclude(under=None))
    gone = Exists(inner.filter(Q(to__valid_to__lt=on) | Q(to__locality__valid_to__lt=on)))
    return petitions.filter(body | gone | Q(place__valid_to__lt=on), finished_on=None)


def refusals(petitions: QuerySet) -> list[tuple[Body, int, int]]:
    """Each refusing body: how often it refused these petitions, and how many of them. Two queries."""
    rows = Referral.objects.filter(petition__in=petitions.order_by().values("pk"), refused_on__isnull=False)
    counted = list(rows.order_by().values_list("to").annotate(times=Count("pk"), of=Count("petition", distinct=True)))
    bodies = Body.objects.in_bulk([pk for pk, _times, _of in counted])
    return [(bodies[pk], times, of) for pk, times, of in counted]


def newest_refusals(referrals: QuerySet, bodies, registers) -> list[Referral]:
    """The newest refusals by some bodies in some registers, each with its petition and place."""
    rows = referrals.filter(to__in=bodies, petition__locality__in=registers, refused_on__isnull=False)
    return list(rows.select_related("petition__place").order_by("-refused_on", "-id")[:MOST_CASES])


def times_sent(referrals) -> int:
    """The same number of transfers, of referrals that were read already."""
    return sum(row.continues_id is None and row.under_id is None for row in referrals)


def days_lost(referrals) -> int | None:
    """Calendar days from the first time a petition was forwarded until somebody took it on, after the last refusal if
    there was one; None while nobody did. `referrals` in order; that a committee gives on what it took loses no day. A
    successor goes on with the turn of the body that ended: what either of them said counts."""
    rows = [row for row in referrals if row.under_id is None]
    refused = [at for at, row in enumerate(rows) if row.refused_on]
    since = rows[refused[-1] + 1 :] if refused else rows
    accepted = next((row.accepted_on for row in since if row.accepted_on), None)
    return (accepted - rows[0].sent_on).days if accepted else None


def refusing_bodies() -> QuerySet:
    """Bodies that refused some petition."""
    refused = Referral.objects.filter(refused_on__isnull=False).values("to")
    return Body.objects.filter(pk__in=refused).by_name()


def refused_by(petitions: QuerySet, body) -> QuerySet:
    """Petitions that a body refused."""
    return petitions.filter(pk__in=Referral.objects.filter(to=body, refused_on__isnull=False).values("petition"))


def last_refusal(petition: Petition) -> Referral | None:
    """The newest refusal of a petition."""
    refused = [row for row in turns_of(petition) if row.refused_on]
    return max(refused, key=lambda row: (row.refused_on, row.pk), default=None)


@dataclass(frozen=True)
class ThenAndNow:
    """Petitions of a body in a period: under its name of the time, and with all whose tasks it has today."""

    body: Body | None
    then: int = 0
    now: int = 0
    heir: Body | None = None


def then_and_now(petitions: QuerySet, period: Period, today: date) -> list[ThenAndNow]:
    """Petitions received in the period, by the body that had them at its end, and by who has its tasks today.

    The body of the time is that of the last referral sent by the end of the period and not refused by then, else the
    body it was classified to. Both columns add up to all petitions of the period; what nobody has stands last.
    """
    end = min(period.latest, today)
    rows = with_body(petitions.filter(within(period, "received_on")), end)
    counted = dict(rows.order_by().values_list("body_then").annotate(n=Count("pk")))
    bodies = Body.objects.select_related("locality").in_bulk(pk for pk in counted if pk)
    known = Heirs(today)
    heirs = {pk: known.of(body) or body for pk, body in bodies.items()}
    now: dict[int, int] = {}
    for pk, heir in heirs.items():
        now[heir.pk] = now.get(heir.pk, 0) + counted[pk]
    everybody = bodies | {heir.pk: heir for heir in heirs.values()}
    table = [
        ThenAndNow(body, counted.get(pk, 0), now.get(pk, 0), heirs[pk] if pk in heirs and heirs[pk] != body else None)
        for pk, body in everybody.items()
    ]
    table.sort(key=lambda row: (-row.then, -row.now, row.body.name, row.body.pk))
    nobody = counted.get(None, 0)
    return [*table, ThenAndNow(None, nobody, nobody)] if nobody else table
