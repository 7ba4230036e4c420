"""What is asked of petitions."""

from datetime import date

from django.db.models import Q, QuerySet

from voters.choices import PetitionStatus
from voters.models import Petition, Referral, Verdict


def last_verdict(petition: Petition) -> Verdict | None:
    """The newest judgement of the newest reply, if there is one since that reply was sent."""
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


def assigned(petition: Petition) -> QuerySet:
    """Whom the committee assigned it on to, neither refused nor recalled; newest first."""
    rows = in_hand(petition).exclude(under=None)
    return rows.select_related("to__parent__parent", "to__locality").order_by("-sent_on", "-id")


def answering_bodies_of(petition: Petition) -> list:
    """Who may answer: whoever it was assigned to and took it on, then the competent body."""
    inner = [row.to for row in assigned(petition) if row.accepted_on]
    return inner + ([petition.competent_body] if petition.competent_body_id else [])


def answered_with(above: Petition) -> list[Petition]:
    """Petitions in registers below that are answered with this one: what it came from, and what those came from that
    follow it in its group. Not those that the level below has taken back, answered elsewhere or closed."""
    group = Petition.objects.filter(Q(pk=above.pk) | Q(merged_into=above, status=above.status, result=above.result))
    rows = Petition.objects.filter(arrivals__in=group, competent_body__locality=above.locality_id)
    rows = rows.filter(status__in=(*PetitionStatus.UNDER_WAY, PetitionStatus.ANSWERED)).select_related("locality")
    return [row for row in rows.order_by("pk").distinct() if not row.locality.is_ended]


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
    """The next free number in a locality's register of a year."""
    last = Petition.objects.filter(locality=locality, year=year).order_by("-number").values_list("number", flat=True)
    return (last.first() or 0) + 1


def is_taken(petition: Petition) -> bool:
    """Whether another petition of the locality has its code."""
    others = Petition._base_manager.filter(locality=petition.locality_id, code=petition.code).exclude(pk=petition.pk)
    return bool(petition.code) and others.exists()


def same_register(petition: Petition) -> QuerySet:
    """The other petitions of the same locality."""
    return Petition.objects.filter(locality=petition.locality_id).exclude(pk=petition.pk)
