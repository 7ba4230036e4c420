"""What is asked of petitions and meetings, for figures and pages. Functions take querysets and give querysets.

Membership in a period goes by the day of receipt (petitions of every kind and source; merged ones count as well) or the
day of the meeting. States are those at the end of a day `on`: a reply sent later does not count.
"""

from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from coordination.lib.period import Period
from coordination.lib.text import fold
from coordination.people.choices import BodyKind
from coordination.people.models import Body
from coordination.people.models.querysets import in_force
from voters.choices import Field, JurisdictionLevel, MeetingKind, MeetingStatus, Result
from voters.models import Batch, ContactMeeting, Petition, Referral, ResultChange, Verdict
from voters.rules import FINISHING, judges_for

UNKNOWN = "unknown"
"""The part of a breakdown that holds what was not classified; named only where there is some."""


def within(period: Period, field: str) -> Q:
    """Days of a date column that lie in a period; an unknown end reaches as far as the term."""
    return Q(**{f"{field}__range": (period.earliest, period.latest)})


# --- Petitions ---------------------------------------------------------------------------------------------------


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


def bounced(petitions: QuerySet) -> QuerySet:
    """Petitions refused by a body they were forwarded to, or sent to a wrong place before registration."""
    refused = Referral.objects.filter(refused_on__isnull=False).values("petition")
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


# --- Meetings ----------------------------------------------------------------------------------------------------


def held(meetings: QuerySet, period: Period) -> QuerySet:
    """Contact meetings that took place on a day of the period; those planned or without a known day do not count."""
    return meetings.filter(within(period, "held_on"), status=MeetingStatus.HELD)


def thematic(meetings: QuerySet, period: Period) -> QuerySet:
    """Thematic contact meetings held in the period."""
    return held(meetings, period).filter(kind=MeetingKind.THEMATIC)


def voters_attending(meetings: QuerySet) -> int | None:
    """Attendance (lượt) over meetings; None when some meeting took place but nobody wrote down how many came."""
    if meetings.filter(attending=None).exists():
        return None
    return meetings.aggregate(total=Sum("attending"))["total"] or 0


# --- One petition ------------------------------------------------------------------------------------------------


def last_verdict(petition: Petition) -> Verdict | None:
    """The newest judgement of the newest reply, if there is one since that reply was sent."""
    reply = petition.replies.order_by("-sent_on", "-id").first()
    verdicts = petition.verdicts.order_by("-on", "-id")
    return verdicts.filter(Q(reply=reply) | Q(reply=None, on__gte=reply.sent_on)).first() if reply else verdicts.first()


def open_referral(petition: Petition) -> Referral | None:
    """The referral that is on its way: the newest one that was not refused."""
    return petition.referrals.filter(refused_on=None).order_by("-sent_on", "-id").first()


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


def similar(petitions: QuerySet, petition: Petition, limit: int = 5) -> list[tuple[Petition, str]]:
    """Petitions that may ask for the same, most alike first, each with the reason in words.

    Candidates share the field or the place; what decides is how many words of the titles they share, accents ignored.
    """
    alike = Q(field=petition.field) & ~Q(field="") | Q(place=petition.place_id) & Q(place__isnull=False)
    candidates = petitions.filter(alike, locality=petition.locality_id).exclude(pk=petition.pk)
    words = _words(petition)
    scored = [(_likeness(petition, words, other), other) for other in candidates.order_by("-received_on", "-id")[:300]]
    best = sorted((pair for pair in scored if pair[0] >= ALIKE), key=lambda pair: -pair[0])[:limit]
    return [(other, _reason(petition, other)) for _score, other in best]


ALIKE = 5
"""Points from which two petitions are shown side by side: two for each shared word, one for field and place each."""

SMALL_WORDS = frozenset(
    ("cac", "cho", "co", "cua", "da", "de", "do", "duoc", "khong", "la", "len", "mot", "nghi", "nhung", "o", "qua")
    + ("tai", "tu", "va", "ve", "vi", "voi", "xin")
)


def _words(petition: Petition) -> set[str]:
    letters = "".join(char if char.isalnum() else " " for char in fold(petition.title))
    return {word for word in letters.split() if word not in SMALL_WORDS}


def _likeness(petition: Petition, words: set[str], other: Petition) -> int:
    same_place = petition.place_id is not None and petition.place_id == other.place_id
    return 2 * len(words & _words(other)) + (petition.field == other.field) + same_place


def _reason(petition: Petition, other: Petition) -> str:
    reasons = ["cùng lĩnh vực" if petition.field == other.field else "khác lĩnh vực"]
    if petition.place_id and other.place_id:
        reasons.append("cùng địa bàn" if petition.place_id == other.place_id else "khác địa bàn")
    if shared := len(_words(petition) & _words(other)):
        reasons.append(f"chung {shared} từ")
    return ", ".join(reasons)


def noon(on: date) -> datetime:
    """A moment on a day, for history rows of which only the day is known; today is now."""
    if on == timezone.localdate():
        return timezone.now()
    return timezone.make_aware(datetime.combine(on, time(12)))


def is_ahead(day: date | None) -> bool:
    """Whether a day is still to come."""
    return day is not None and day > timezone.localdate()


# --- What forms and filters offer ------------------------------------------------------------------------------------


def answering_bodies() -> QuerySet:
    """Bodies that some petition is, or is to be, forwarded to."""
    return Body.objects.filter(Exists(Petition.objects.filter(competent_body=OuterRef("pk")))).by_name()


def bodies_in_force(*also: int | None) -> QuerySet:
    """Bodies that exist today in a locality that exists today, and those already chosen."""
    today = timezone.localdate()
    return Body.objects.filter((in_force(today) & in_force(today, "locality__")) | Q(pk__in=also)).by_name()


def judging_bodies(membership) -> QuerySet:
    """Bodies in force in whose name somebody may judge a reply."""
    near = Q(locality=membership.body.locality_id) | Q(pk__in=membership.body_ids)
    bodies = bodies_in_force().filter(near).select_related("locality", "parent__parent")
    return bodies_in_force().filter(pk__in=[body.pk for body in bodies if judges_for(membership, body)])


def watching_bodies() -> QuerySet:
    """Bodies that watch over petitions: boards, delegate groups, the Front."""
    kinds = (BodyKind.COUNCIL_BOARD, BodyKind.DELEGATE_GROUP, BodyKind.FRONT, BodyKind.FRONT_STANDING)
    return Body.objects.filter(kind__in=kinds).by_name()


def recent_meetings(also: int | None = None) -> QuerySet:
    """Meetings that a petition of today may come from: held within two years, or without a known day."""
    since = timezone.localdate() - timedelta(days=730)
    return ContactMeeting.objects.filter(Q(held_on__gte=since) | Q(held_on=None) | Q(pk=also))


def batches() -> QuerySet:
    """All batches."""
    return Batch.objects.all()


def open_batches(also: int | None = None) -> QuerySet:
    """Batches not dispatched yet, and the one already chosen."""
    return Batch.objects.filter(Q(dispatched_on=None) | Q(pk=also))


def same_register(petition: Petition) -> QuerySet:
    """The other petitions of the same locality."""
    return Petition.objects.filter(locality=petition.locality_id).exclude(pk=petition.pk)


# --- Batches ---------------------------------------------------------------------------------------------------------


def with_size(batches: QuerySet, petitions: QuerySet) -> QuerySet:
    """Batches with `size`: how many of the given petitions each holds."""
    inside = petitions.filter(batch=OuterRef("pk")).order_by().values("batch").annotate(n=Count("pk")).values("n")
    return batches.annotate(size=Coalesce(Subquery(inside), 0))
