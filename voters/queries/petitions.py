"""What is asked of petitions."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet, Subquery

from coordination.people.models import Locality
from coordination.records.ties import has, has_none
from voters.choices import PetitionStatus
from voters.codes import OWN_CODE
from voters.models import Petition, Referral, UsedNumber, Verdict


def last_verdict(petition: Petition) -> Verdict | None:
    """The newest judgement of the newest reply, if there is one since that reply was sent."""
    if has_none(petition, "verdicts"):
        return None
    reply = petition.replies.order_by("-sent_on", "-id").first()
    verdicts = petition.verdicts.order_by("-on", "-id")
    return verdicts.filter(Q(reply=reply) | Q(reply=None, on__gte=reply.sent_on)).first() if reply else verdicts.first()


def open_referral(petition: Petition) -> Referral | None:
    """The referral that is on its way: the newest one that was not refused; what it was assigned to is under it."""
    return petition.referrals.filter(refused_on=None, under=None).order_by("-sent_on", "-id").first()


def in_hand(petition: Petition) -> QuerySet:
    """Whoever has it now, or was asked to: referrals neither refused, recalled nor taken over by a successor."""
    return still_standing(petition.referrals.all())


def still_standing(referrals: QuerySet) -> QuerySet:
    """Of some referrals those neither refused, recalled nor taken over by a successor."""
    return referrals.filter(under__refused_on=None, refused_on=None, recalled_on=None, continued=None)


TURNS = Prefetch(
    "referrals",
    Referral._base_manager.select_related(
        "to__parent__parent",
        "to__locality",
        "through",
        "under__to__parent__parent",
        "under__to__locality",
        "right_body",
        "locality",
    )
    .prefetch_related("supporting__locality", "supporting__parent__parent")
    .order_by("-sent_on", "-id"),
    to_attr="turns_read",
)
"""All referrals of a petition with their bodies, for a page that asks `turns_of` many times."""


def turns_of(petition: Petition) -> list[Referral]:
    """Every referral, ungated, newest first; of a petition read with `TURNS` as it was then."""
    if has_none(petition, "referrals"):
        return []
    if not hasattr(petition, "turns_read"):
        return list(TURNS.queryset.filter(petition=petition))
    return petition.turns_read


def standing_turns(petition: Petition) -> list[Referral]:
    """Those `in_hand`, newest first, of a petition read with `TURNS`."""
    turns = turns_of(petition)
    taken_over = {row.continues_id for row in turns}
    rows = [row for row in turns if not (row.refused_on or row.recalled_on or row.pk in taken_over)]
    return [row for row in rows if not (row.under_id and row.under.refused_on)]


def assigned(petition: Petition) -> list[Referral]:
    """Whom the committee assigned it on to, neither refused nor recalled; newest first."""
    return [row for row in standing_turns(petition) if row.under_id]


def answering_bodies_of(petition: Petition) -> list:
    """Who may answer: whoever it was assigned to and took it on, then the competent body."""
    inner = [row.to for row in assigned(petition) if row.accepted_on]
    return inner + ([petition.competent_body] if petition.competent_body_id else [])


WITHOUT_END = (*PetitionStatus.UNDER_WAY, PetitionStatus.ANSWERED)


def answered_with(above: Petition, statuses=WITHOUT_END) -> list[Petition]:
    """Petitions in registers below that are answered with this one: what it came from, and what those came from that
    follow it in its group. Not those that the level below has taken back, answered elsewhere or closed."""
    group = Petition.objects.filter(Q(pk=above.pk) | Q(merged_into=above, status=above.status, result=above.result))
    rows = Petition.objects.filter(arrivals__in=group, competent_body__locality=above.locality_id)
    rows = rows.filter(status__in=statuses).select_related("locality")
    return [row for row in rows.order_by("pk").distinct() if not row.locality.is_ended]


def entry_above(petition: Petition) -> Petition | None:
    """The same petition in the register of the level that has it now, which works in the system too; none once it has
    ended there: what is reopened below alone is answered on paper."""
    if petition.competent_body_id is None:
        return None
    there = petition.competent_body.locality_id
    if hasattr(petition, "arrivals_read"):  # for many at once: many.read_above
        return next((row for row in petition.arrivals_read if row.locality_id == there), None)
    return open_arrivals().filter(came_from=petition, locality=there).first() if has(petition, "arrivals") else None


def open_arrivals() -> QuerySet:
    """Copies in registers above that have not ended there, newest first."""
    return Petition.objects.filter(status__in=PetitionStatus.OPEN).select_related("locality").order_by("-pk")


def first_day_for(petition: Petition, on: date) -> date:
    """The day, or the first one after it on which something may be written down for a petition."""
    last = petition.result_changes.order_by("-on", "-id").values_list("on", flat=True).first()
    return max(day for day in (on, petition.received_on, last) if day)


def earlier_times(petition: Petition, limit: int = 12) -> list[Petition]:
    """The same petition of earlier times, newest first."""
    found: list[Petition] = []
    current = petition.predecessor
    while current is not None and current not in found and len(found) < limit:
        found.append(current)
        current = current.predecessor
    return found


def next_number(locality, year: int) -> int:
    """The next number in a locality's register of a year; one that was given is not given again, though its petition
    was taken out of the register.
    """
    here = {"locality": locality, "year": year}
    last = Petition.objects.filter(**here).order_by("-number").values("number")[:1]  # ungated: only a number
    used = UsedNumber.objects.filter(**here).values("last")[:1]
    numbers = Locality.objects.filter(pk=locality.pk).values_list(Subquery(last), Subquery(used))  # ungated: the same
    return max(number or 0 for number in numbers.get()) + 1


def number_beyond(locality, year: int) -> int:
    """The next number above every code of the year that stands: one that was brought in may belong to a petition of
    another year. Slower than `next_number`: for when that one's code is taken.
    """
    codes = Petition.objects.filter(locality=locality, code__startswith=f"KN-{year}-").values_list("code", flat=True)
    numbers = [int(found[2]) for code in codes if (found := OWN_CODE.fullmatch(code))]
    return max(next_number(locality, year), max(numbers, default=0) + 1)


def is_taken(petition: Petition) -> bool:
    """Whether another petition of the locality has its code."""
    others = Petition._base_manager.filter(locality=petition.locality_id, code=petition.code).exclude(pk=petition.pk)
    return bool(petition.code) and others.exists()


def same_register(petition: Petition) -> QuerySet:
    """The other petitions of the same locality."""
    return Petition.objects.filter(locality=petition.locality_id).exclude(pk=petition.pk)
