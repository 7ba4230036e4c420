"""What people do with agenda items and their documents."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coordination.audit.actors import System
from coordination.lib.dates import screen
from coordination.people.concerning import write_concerns
from coordination.people.permissions import Permission
from coordination.records.errors import AlreadyDone, Forbidden, NotNow
from coordination.workflow import door
from sessions import deadlines
from sessions.actions.common import moment, move
from sessions.actions.draft_steps import follow_delegates, plan
from sessions.choices import ItemStatus, SessionStatus
from sessions.models import AgendaItem, ContentRequest

CARRIED = (
    "locality", "kind", "title", "preparing_body", "verifying_board", "draft", "basis", "presenter", "minutes",
)  # fmt: skip
"""What a content takes along to the session it is postponed to; its dates begin anew."""


@transaction.atomic
def create_item(item, *, by, related=None, opened_on=None):
    """Add a content to a session. With a due day the preparing body owes it to the Standing Committee."""
    door.create(item, by=by, related=related, at=moment(opened_on, by))
    deadlines.keep(item, deadlines.of_item(item), by=by, opened_on=opened_on)
    write_concerns(item.gathering)
    return item


@transaction.atomic
def edit_item(item, *, by, related=None):
    """Save an item; its obligation follows the due day and the preparing body, its parts follow the bodies."""
    door.change(item, by=by, related=related)
    if item.is_owed:
        deadlines.keep(item, deadlines.of_item(item), by=by)
    for part in (item.gathering, *item.documents.all(), *item.verifications.all()):
        write_concerns(part)
    return item


@transaction.atomic
def receive_item(item, *, by, received_on=None, late_reason="", note=""):
    """The document came: closes the obligation, late with its reason if it was.

    The council's office records any day; others hand in for their own side, today.
    """
    received_on = received_on or timezone.localdate()
    if not (isinstance(by, System) or by.can(Permission.SESSION_EDIT, item)):
        _check_own_side(item, by)
        received_on = timezone.localdate()
    if not isinstance(by, System):
        _check_asked_before(item, received_on)
    move(item, "receive", by=by, on=received_on, note=note, received_on=received_on)
    deadlines.fulfil(item, on=received_on, by=by, evidence=item.title, late_reason=late_reason)
    return item


def verify_item(item, *, by, verified_on=None, note=""):
    """The board has verified it."""
    day = verified_on or timezone.localdate()
    return move(item, "verify", by=by, on=day, note=note, verified_on=day)


@transaction.atomic
def send_item(item, *, by, sent_on=None, note=""):
    """Sent to the delegates, who see the item from now on; documents keep their own audience.

    The last one of a convened session ends what the law asks of sending.
    """
    day = sent_on or timezone.localdate()
    move(item, "send", by=by, on=day, note=note, sent_on=day)
    write_concerns(item.gathering)
    deadlines.follow_sending(item.session, by=by)
    if item.draft is not None:
        follow_delegates(item.draft, by=by, sent_on=day)
    return item


def withdraw_item(item, *, by, reason, stopped_on=None):
    """Taken off the programme; stays in the statistics, no longer owed."""
    return stop_item(item, "withdraw", by=by, reason=reason, on=stopped_on)


@transaction.atomic
def postpone_item(item, *, by, reason, stopped_on=None, to_session=None, due_on=None):
    """Left to a later session; stays in the statistics of this one, no longer owed.

    With `to_session` it stands on the programme there at once, by a due day of its own; its draft goes along.
    """
    if to_session is not None:
        _check_next(item, to_session)
    stop_item(item, "postpone", by=by, reason=reason, on=stopped_on)
    if to_session is not None:
        _continue_in(item, to_session, due_on, by=by)
        _take_draft(item, item.session, to_session, by=by)
    return item


@transaction.atomic
def restore_item(item, *, by, note=""):
    """Back on the programme as it was: what had come stays received on its day, else it is owed again by its due day.

    What continued it in a later session is withdrawn there, unless that one has gone on already.
    """
    _check_not_elsewhere(item)
    for later in item.continued_by.exclude(status__in=ItemStatus.STOPPED):
        stop_item(
            later, "withdraw", by=by, reason="Đưa lại vào chương trình của kỳ họp trước.", on=None, consequence=True
        )
        _take_draft(item, later.session, item.session, by=by)
    came = item.received_on, item.verified_on
    empty = {"received_on": None, "verified_on": None, "sent_on": None, "stopped_on": None, "reason": ""}
    move(item, "restore", by=by, note=note, **empty)
    _come_again(item, *came, by=by)
    if item.draft is not None:
        follow_delegates(item.draft, by=by)
    return item


@transaction.atomic
def set_due_day(item, *, by, due_on):
    """Give what is still to come another due day. Raises NotNow for what has come or was stopped."""
    if not item.is_owed:
        raise NotNow(f"Đang ở trạng thái “{item.get_status_display()}”.")
    if item.due_on == due_on:
        raise AlreadyDone(f"Hạn nộp đã là ngày {screen(due_on)}.")
    item.due_on = due_on
    return edit_item(item, by=by)


@transaction.atomic
def stop_item(item, name, *, by, reason, on: date | None, consequence=False):
    """Off the programme by "withdraw" or "postpone"; no longer owed. A `consequence` asks for no permission."""
    on = on or timezone.localdate()
    move(item, name, by=by, on=on, note=reason, consequence=consequence, stopped_on=on, reason=reason)
    deadlines.drop(item, on=on, by=by, reason=reason)
    deadlines.follow_sending(item.session, by=by)
    if item.draft is not None:
        follow_delegates(item.draft, by=by, stopped_on=on)
    return item


def _check_next(item, session) -> None:
    """The session it is postponed to is another one of the same place, and still coming."""
    if session.pk == item.session_id or session.locality_id != item.locality_id:
        raise ValidationError({"to_session": "Chọn một kỳ họp khác của địa phương này."})
    if session.status not in SessionStatus.COMING:
        raise ValidationError({"to_session": f"{session}: {session.get_status_display()}, không nhận thêm nội dung."})


def _continue_in(item, session, due_on, *, by) -> None:
    """Put it on the programme of another session; one that was put there before and taken back comes back itself."""
    again = item.continued_by.filter(session=session).first()
    if again is not None:
        if again.status in ItemStatus.STOPPED:
            restore_item(again, by=by)
        return
    order = session.items.count() + 1
    carried = {name: getattr(item, name) for name in CARRIED}
    later = AgendaItem(**carried, session=session, order=order, due_on=due_on, continues=item)
    create_item(later, by=by, related={"co_preparing_bodies": list(item.co_preparing_bodies.all())})


def _take_draft(item, start, end, *, by) -> None:
    """The draft is to be laid before the session that its content went to; what is owed for it follows the day."""
    draft = item.draft
    if draft is not None and start is not None and end is not None and draft.session_id == start.pk:
        draft.session = end
        door.change(draft, by=by)
        plan(draft, by=by)


def _check_not_elsewhere(item) -> None:
    """Nothing is on two programmes: neither what goes on later, nor what goes on earlier after all."""
    gone_on = item.continued_by.filter(status__in=ItemStatus.RECEIVED_AND_ON).first()
    if gone_on is not None:
        raise NotNow(f"Nội dung này đã có tài liệu ở {gone_on.gathering}: rút ở đó trước.")
    before = item.continues
    if before is not None and before.status not in ItemStatus.STOPPED:
        raise NotNow(f"Nội dung này đang ở chương trình {before.gathering}.")


def _come_again(item, received_on, verified_on, *, by) -> None:
    if received_on is None:
        deadlines.take_back(item, deadlines.of_item(item), by=by, reason="Đưa lại vào chương trình.")
        return
    move(item, "receive", by=by, on=received_on, consequence=True, received_on=received_on)
    if verified_on is not None:
        move(item, "verify", by=by, on=verified_on, consequence=True, verified_on=verified_on)


def _check_asked_before(item, received_on) -> None:
    """Nothing comes in answer to a request that had not been made yet."""
    asked = ContentRequest.objects.filter(session=item.session_id, body=item.preparing_body_id).order_by("asked_on")
    first = asked.first() if item.session_id and item.preparing_body_id else None
    if first is not None and received_on < first.asked_on:
        words = f"Ngày nhận trước ngày đề nghị cơ quan này chuẩn bị nội dung ({screen(first.asked_on)})."
        raise ValidationError({"received_on": words})


def _check_own_side(item, by) -> None:
    """A department or its committee hands in what that side prepares, not what another one owes."""
    if item.preparing_body is None or item.preparing_body.principal.pk not in by.acting.principal_ids:
        raise Forbidden(f"Tài liệu này do {item.preparing_body or 'cơ quan khác'} chuẩn bị và nộp.")
