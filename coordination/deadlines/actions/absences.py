"""Writing down that one is away, and that one is back."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from coordination.audit import log
from coordination.audit.choices import EventKind
from coordination.deadlines.models import Absence
from coordination.deadlines.standins import WORKING_ROLES, able_on, end_of
from coordination.lib.dates import screen
from coordination.notices.actions import tell
from coordination.notices.choices import NoticeKind
from coordination.people.models import Body, Membership, User
from coordination.people.models.querysets import in_force
from coordination.records.errors import AlreadyDone, Forbidden


def possible_substitutes(user):
    """Users who can do duties and share a body or an office with the user: who works in the same body, in one that the
    own office serves, or in an office that serves the own body."""
    own = [membership.body_id for membership in user.active_memberships()]
    bodies = Body.objects.filter(Q(pk__in=own) | Q(served_by__in=own) | Q(serves__in=own))
    working = Membership.objects.filter(in_force(timezone.localdate()), body__in=bodies, role__in=WORKING_ROLES)
    return User.objects.filter(pk__in=working.values("user"), is_active=True).exclude(pk=user.pk)


@transaction.atomic
def record_absence(absence, *, by, related=None):
    """Write down one's own absence and tell the substitute. Raises ValidationError, Forbidden."""
    if absence.user_id != by.pk:
        raise Forbidden("Mỗi người tự ghi thời gian vắng của mình.")
    User.objects.select_for_update().get(pk=by.pk)  # two forms sent at once must not overlap
    absence.created_by = by
    absence.full_clean()
    _check_days(absence)
    standing_in = _standing_in(absence)
    absence.save()
    log.record(EventKind.CREATED, absence, by=by)
    tell(standing_in, _asked(absence), by=by, url=reverse("deadlines:my-work"), kind=NoticeKind.TASK)
    return absence


@transaction.atomic
def end_absence(absence, *, by):
    """Back before the last day, or not going at all: the days that have passed stay written down."""
    if absence.user_id != by.pk:
        raise Forbidden("Mỗi người tự bỏ thời gian vắng của mình.")
    today = timezone.localdate()
    if absence.cancelled_at or absence.last < today:
        raise AlreadyDone("Lần vắng này đã kết thúc.")
    stood_in = [user for users in _ends(absence).values() for user in users] or [absence.substitute]
    if absence.first < today:
        absence.last = today - timedelta(days=1)
    else:
        absence.cancelled_at = timezone.now()
    absence.save(update_fields=["last", "cancelled_at"])
    log.record(EventKind.CHANGED, absence, by=by, note="Thôi vắng")
    told = f"{by} đã về, bạn không còn làm thay từ ngày {screen(today)}."
    tell(stood_in, told, by=by, url=reverse("deadlines:my-work"))
    return absence


def _check_days(absence) -> None:
    """An absence ends today or later, and overlaps no other of the same person."""
    if absence.last < timezone.localdate():
        raise ValidationError({"last": "Ngày cuối đã qua: lần vắng này không còn đổi được việc của ai."})
    live = Absence.objects.filter(user=absence.user_id, cancelled_at=None)
    other = live.filter(first__lte=absence.last, last__gte=absence.first).exclude(pk=absence.pk).first()
    if other:
        words = f"Bạn đã ghi vắng từ {screen(other.first)} đến hết {screen(other.last)}."
        raise ValidationError({"first": f"{words} Bỏ lần ấy hoặc chọn ngày khác."})


def _standing_in(absence) -> list[User]:
    """Who does the work, each once: an absent substitute is not asked, whoever stands in for that one is.

    Raises ValidationError at the substitute when on one of the days nobody is left.
    """
    found: dict[User, None] = {}
    for day, users in _ends(absence).items():
        if not users:
            words = f"Ngày {screen(day)} {absence.substitute} cũng vắng và không còn ai làm thay: chọn người khác."
            raise ValidationError({"substitute": words})
        found.update(dict.fromkeys(users))
    return list(found)


def _ends(absence) -> dict[date, list[User]]:
    """The days from today on on which the end of the chain changes → who is there, or nobody. Few queries a change."""
    live = Absence.objects.filter(cancelled_at=None, first__lte=absence.last, last__gte=absence.first)
    others = list(live.exclude(pk=absence.pk).exclude(user=absence.user_id).order_by("pk"))
    begin = max(absence.first, timezone.localdate())
    turns = {begin} | {day for row in others for day in (row.first, row.last + timedelta(days=1))}
    ends = {}
    for day in sorted(turn for turn in turns if begin <= turn <= absence.last):
        named = {row.user_id: row.substitute_id for row in others if row.first <= day <= row.last}
        end = end_of(absence.user_id, named | {absence.user_id: absence.substitute_id})
        able = able_on({end} if end else set(), day)
        ends[day] = list(User.objects.filter(pk__in=able).select_related("person"))
    return ends


def _asked(absence) -> str:
    days = f"từ {screen(absence.first)} đến hết {screen(absence.last)}"
    return f"{absence.user} nhờ bạn làm thay {days}. Việc của họ hiện ở Việc của tôi."
