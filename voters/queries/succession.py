"""What the end of a body or a place means for open petitions; who took over is known to `people.succession`."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils import timezone

from coordination.audit.choices import EventKind
from coordination.audit.models import Event
from coordination.deadlines.queries import open_about
from coordination.lib.dates import screen
from coordination.people.choices import BodyKind
from coordination.people.models import Body, Locality
from coordination.people.succession import Heirs, counterpart, end_of, has_ended
from voters.choices import PetitionStatus
from voters.models import Petition, Referral
from voters.queries.petitions import assigned, still_standing
from voters.rules import held_by_batch

__all__ = [
    "ASSIGNED_NOW",
    "Heirs",
    "Succession",
    "TAKES_OVER",
    "assigned_body",
    "came_with",
    "committee_of",
    "counterpart",
    "end_of",
    "has_ended",
    "place_before",
    "succession",
    "why_ended",
    "why_not_succeeded",
    "why_not_taken_back",
    "why_too_early",
]

TAKES_OVER = "Kế thừa"
"""How the history of a petition begins to tell of it."""


def why_ended(body: Body, on: date) -> str:
    """That a body no longer exists on a day, and who took over; nothing while it does."""
    if not has_ended(body, on):
        return ""
    heir = f" Cơ quan kế thừa: {body.successor}." if body.successor_id else ""
    return f"{body} đã kết thúc ngày {screen(end_of(body))}.{heir}"


def committee_of(place: Locality, on: date) -> Body | None:
    """The people's committee of a locality in force on a day."""
    rows = Body.objects.filter(locality=place, kind=BodyKind.COMMITTEE).select_related("locality")
    return next((body for body in rows if not has_ended(body, on)), None)


@dataclass(frozen=True)
class Succession:
    """What becomes of an open petition whose body, inner body or place ended; an end that did not happen is None."""

    old_body: Body | None = None
    body: Body | None = None
    old_place: Locality | None = None
    place: Locality | None = None
    why_not: str = ""
    old_inner: Body | None = None
    """Whom the committee assigned it on to."""
    inner: Body | None = None

    @property
    def has_ended(self) -> bool:
        """Whether anything of it did."""
        return bool(self.old_body or self.old_inner or self.old_place)

    @property
    def words(self) -> str:
        """ "UBND huyện A → UBND xã B; xã C → xã D"."""
        steps = ((self.old_body, self.body), (self.old_inner, self.inner), (self.old_place, self.place))
        return "; ".join(f"{old} → {new}" for old, new in steps if old and new)


def succession(petition: Petition, heirs: Heirs) -> Succession:
    """Who takes over the petition, or why nobody can be proposed."""
    body, inner = petition.competent_body, assigned_body(petition)
    old_body = body if body and has_ended(body, heirs.on) else None
    old_inner = inner if inner and has_ended(inner, heirs.on) else None
    old_place = petition.place if petition.place and petition.place.ended_on(heirs.on) else None
    if petition.locality.ended_on(heirs.on):
        why_not = f"Sổ của {petition.locality} đã khép: chỉ xem được."
        return Succession(old_body, None, old_place, None, why_not, old_inner)
    heir = heirs.of(old_body) if old_body else None
    inner_heir = heirs.of(old_inner) if old_inner else None
    place = heirs.of_place(old_place) if old_place else None
    missing = [_nobody_after(old_body)] if old_body and heir is None else []
    missing += [_nobody_after(old_inner)] if old_inner and inner_heir is None else []
    missing += [_nowhere_after(old_place, heirs)] if old_place and place is None else []
    # What can be taken over is taken over; what cannot stays for people to decide.
    why_not = "" if heir or inner_heir or place else " ".join(missing)
    return Succession(old_body, heir, old_place, place, why_not, old_inner, inner_heir)


def why_not_succeeded(petition: Petition, found: Succession) -> str:
    """Why it does not go on to a successor now, or nothing; the list, the preview and the act all ask here."""
    if petition.finished_on or not found.has_ended:
        return "Kiến nghị này không nằm ở cơ quan hay địa bàn đã kết thúc."
    held = held_by_batch(petition) if petition.status == PetitionStatus.NEW else None
    return held or found.why_not


def why_too_early(petition: Petition, found: Succession, on: date) -> str:
    """That what has ended by today had not yet on the day of the `found` succession, or nothing."""
    today, place = timezone.localdate(), petition.place
    if petition.finished_on or found.has_ended or on > today:
        return ""
    bodies = [body for body in (petition.competent_body, assigned_body(petition)) if body]
    ends = [(body, end_of(body)) for body in bodies if has_ended(body, today)]
    ends += [(place, place.valid_to)] if place and place.ended_on(today) else []
    return " ".join(f"{ended} kết thúc ngày {screen(day)}: chuyển từ hôm sau." for ended, day in ends)


def why_not_taken_back(turn: Referral) -> str:
    """Why a successor's turn does not go back to the body before it, or nothing: nobody has gone on with it yet."""
    petition, to = turn.petition, turn.to
    if turn.continues_id is None:
        return "Đây không phải lần chuyển cho cơ quan kế thừa."
    if turn.continued.exists():
        return f"Việc này đã chuyển tiếp cho cơ quan kế thừa {to}."
    if turn.accepted_on:
        return f"{to} đã nhận việc này."
    if turn.refused_on or turn.recalled_on:
        return "Lần chuyển này không còn hiệu lực."
    if petition.reply_drafts.filter(body=to, created_at__gt=turn.created_at).exists():
        return f"{to} đã soạn trả lời."
    since = {"created_at__gt": turn.created_at}
    gone_on = (petition.result_changes, petition.replies, turn.contributions, turn.inner.filter(continues=None))
    if petition.status not in PetitionStatus.UNDER_WAY or any(rows.filter(**since).exists() for rows in gone_on):
        return f"Kiến nghị đã có bước tiếp theo sau khi chuyển cho {to}."
    return ""


def place_before(turn: Referral) -> Locality | None:
    """The place that the petition had before this succession moved it, as its history tells; none where it moved none,
    or where somebody has put another since."""
    past = Event.objects.about(turn.petition).filter(kind=EventKind.CHANGED)  # ungated: its own past
    told = past.filter(at__lte=turn.created_at).order_by("-pk").first()
    if told is None or not told.note.startswith(TAKES_OVER):
        return None
    was, moved_to = told.data.get("place", ("", ""))
    if not was.isdecimal() or moved_to != str(turn.petition.place_id):
        return None
    return Locality.objects.filter(pk=int(was)).first()


def came_with(turn: Referral, before: Referral) -> set[int]:
    """Keys of the open duties that a successor has by its turn: those that the turn names, and those that it took over
    from the body before it; what it owes for the petition in another role, or by another turn, is not among them."""
    other = turn.petition.referrals.filter(to=turn.to).exclude(pk=turn.pk)
    elsewhere = {key for keys in other.values_list("duty", "answer_duty") for key in keys}
    passed = [str(before.to_id), str(turn.to_id)]
    found = {turn.duty_id, turn.answer_duty_id}
    for duty in open_about(turn.petition).filter(owner=turn.to):
        past = Event.objects.about(duty).filter(at__gte=turn.created_at).order_by("-pk")  # ungated: its own past
        owners = [event.data["owner"] for event in past if event.kind == EventKind.CHANGED and "owner" in event.data]
        if owners and owners[0] == passed:
            found.add(duty.pk)
    return {key for key in found - elsewhere if key}


def assigned_body(petition: Petition) -> Body | None:
    """Whom a committee assigned it on to now; of rows read with `ASSIGNED_NOW` without a further query."""
    rows = petition.assigned_now if hasattr(petition, "assigned_now") else assigned(petition)
    return rows[0].to if rows else None


ASSIGNED_NOW = Prefetch(
    "referrals",
    still_standing(Referral._base_manager.exclude(under=None))
    .select_related("to__locality", "to__successor__locality")
    .order_by("-sent_on", "-id"),
    to_attr="assigned_now",
)
"""What many petitions need for `succession`, in one query."""


def _nobody_after(body: Body) -> str:
    return f"Chưa biết cơ quan nào kế thừa {body}: ghi ở trang cơ quan, hoặc chuyển tay."


def _nowhere_after(place: Locality, heirs: Heirs) -> str:
    named = heirs.named_after(place)
    if len(named) > 1:
        return f"{place} chia về {', '.join(named)}: sửa địa bàn của kiến nghị."
    return f"Chưa có trong hệ thống đơn vị kế thừa {place}."
