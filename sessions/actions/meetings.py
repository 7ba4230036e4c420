"""What people do with sessions and sittings. What the law asks of a session follows its days by itself."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from coordination.audit.actors import System
from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden, NotNow
from coordination.regulations.actions import create_meeting
from coordination.workflow import door
from sessions import deadlines, queries
from sessions.actions.agenda import stop_item
from sessions.actions.common import move
from sessions.actions.draft_steps import follow_opening
from sessions.choices import ItemStatus, SessionStatus
from sessions.models import CouncilSession

NUMBER_TAKEN = "Nhiệm kỳ này đã có kỳ họp mang số ấy."


@transaction.atomic
def create_session(session, *, by, related=None):
    """Plan a session: where its opening is known to the day, what the law asks before it is owed from now on."""
    _once(lambda: door.create(session, by=by, related=related))
    _follow_coming(session, by=by)
    return session


@transaction.atomic
def edit_session(session, *, by, related=None):
    """Save a session; the duties of law follow its day. What moved is left in `session.moved`, and in history.

    A session that has been held is not moved any more.
    """
    stored = CouncilSession.objects.get(pk=session.pk)
    _check_may_move(stored, session)
    moved = [] if stored.status in SessionStatus.HELD else deadlines.follow_session(session, by=by)
    note = deadlines.moved_words(moved)
    _once(lambda: door.change(session, by=by, related=related, note=note))
    if stored.planned_opening != session.planned_opening:
        _follow_others(session, by=by)
        moved = [*moved, *follow_opening(session, by=by)]
    session.moved = moved
    return session


def _once(save) -> None:
    """Two people may take the same number at the same moment: the second is told so."""
    try:
        with transaction.atomic():
            save()
    except IntegrityError as error:
        raise ValidationError({"number": NUMBER_TAKEN}) from error


def _check_may_move(stored, session) -> None:
    """Raise ValidationError where the planned day of a session that was held, or called off, would change."""
    if stored.planned_opening == session.planned_opening:
        return
    if stored.status in SessionStatus.HELD:
        day = f"{stored.opened_on:%d/%m/%Y}"
        raise ValidationError({"planned_opening": f"Kỳ họp đã khai mạc ngày {day} nên không dời được nữa."})
    if stored.status == SessionStatus.CANCELLED:
        raise ValidationError({"planned_opening": "Kỳ họp không tổ chức nữa nên không dời được."})


def _follow_coming(session, *, by, why: str = "ngày khai mạc đã đổi.") -> list:
    moved = deadlines.follow_session(session, by=by, why=why)
    _follow_others(session, by=by)
    return [*moved, *follow_opening(session, by=by)]


def _follow_others(session, *, by) -> None:
    """Which session reports on the promises of which depends on their order."""
    others = CouncilSession.objects.filter(locality=session.locality_id).exclude(pk=session.pk)
    for other in queries.coming_of(others):
        deadlines.follow_session(other, by=by, why="thứ tự các kỳ họp đã đổi.")


@transaction.atomic
def convene(session, *, by, convened_on=None, note=""):
    """The convening decision was issued: from now on the delegates see the session.

    One that comes later than the law lets is refused only where the article itself was read.
    """
    day = convened_on or timezone.localdate()
    if not isinstance(by, System):
        fault, stops = deadlines.convening_fault(session, convened_on=day)
        if stops:
            raise ValidationError({"convened_on": fault})
    move(session, "convene", by=by, on=day, note=note, convened_on=day)
    deadlines.fulfil_convening(session, on=day, by=by)
    deadlines.follow_sending(session, by=by)
    return session


@transaction.atomic
def open_session(session, *, by, opened_on=None, note=""):
    """The session opened: it counts as held from this day.

    An opening sooner after the convening decision than the law lets is refused only where the article was read.
    """
    day = opened_on or timezone.localdate()
    if session.convened_on and session.convened_on > day:
        words = f"Ngày khai mạc không được trước ngày triệu tập ({session.convened_on:%d/%m/%Y})."
        raise ValidationError({"opened_on": words})
    if not isinstance(by, System):
        fault, stops = deadlines.convening_fault(session, opening=day)
        if stops:
            raise ValidationError({"opened_on": fault})
    move(session, "open", by=by, on=day, note=note, opened_on=day)
    deadlines.fulfil(session, on=day, by=by, rule="SES-05")
    deadlines.follow_sending(session, by=by)
    return session


@transaction.atomic
def close_session(session, *, by, closed_on=None, lessons_learned="", note=""):
    """The session closed: its papers are owed to the bodies above, its promises are reported on at the next one.

    A job that loads the past opens no duty of law.
    """
    day = closed_on or timezone.localdate()
    fields = {"lessons_learned": lessons_learned} if lessons_learned else {}
    move(session, "close", by=by, on=day, note=note, closed_on=day, **fields)
    if not isinstance(by, System):
        deadlines.owe_sending_up(session, by=by)
        _follow_others(session, by=by)
    return session


@transaction.atomic
def send_up(session, *, by, sent_up_on=None, note=""):
    """Resolutions and minutes were sent to the bodies above."""
    day = sent_up_on or timezone.localdate()
    if session.closed_on and day < session.closed_on:
        raise ValidationError({"sent_up_on": f"Kỳ họp bế mạc ngày {session.closed_on:%d/%m/%Y}: gửi sau ngày ấy."})
    move(session, "send_up", by=by, on=day, note=note, sent_up_on=day)
    deadlines.fulfil(session, on=day, by=by, rule="SES-16")
    return session


@transaction.atomic
def postpone_session(session, *, by, reason, on=None):
    """Put off: nothing of law is owed by the day that fell; documents stay owed by theirs until these are moved."""
    move(session, "postpone", by=by, on=on, note=reason)
    _follow_coming(session, by=by, why=f"hoãn: {reason}")
    return session


@transaction.atomic
def resume_session(session, *, by, planned_opening=None, note=""):
    """Prepare a postponed session again, for another day if one is given; it needs another convening decision."""
    fields = {"planned_opening": planned_opening} if planned_opening else {}
    move(session, "resume", by=by, note=note, convened_on=None, **fields)
    deadlines.convene_again(session, by=by)
    session.moved = _follow_coming(session, by=by, why="chuẩn bị lại.")
    return session


@transaction.atomic
def cancel_session(session, *, by, reason, on=None):
    """The session will not be held: what was still to come is withdrawn and no longer owed."""
    move(session, "cancel", by=by, on=on, note=reason)
    for item in session.items.filter(status=ItemStatus.EXPECTED):
        stop_item(item, "withdraw", by=by, reason=f"Không tổ chức kỳ họp: {reason}", on=on, consequence=True)
    _follow_coming(session, by=by, why=f"không tổ chức: {reason}")
    return session


@transaction.atomic
def hold_conference(session, meeting, *, by, related=None):
    """Write down the joint preparatory conference of a session, which has one."""
    if not isinstance(by, System) and not by.can(Permission.SESSION_EDIT, session):
        raise Forbidden
    if session.preparatory_meeting_id:
        raise NotNow("Kỳ họp này đã ghi hội nghị liên tịch rồi.")
    meeting.for_what = meeting.for_what or str(session)
    create_meeting(meeting, by=by, related=related)
    session.preparatory_meeting = meeting
    door.change(session, by=by)
    return meeting
