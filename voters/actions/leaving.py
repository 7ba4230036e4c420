"""A petition that turns out to be none: a complaint or denunciation leaves this register for the one of letters."""

from django.db import transaction

from coordination.audit.actors import System
from coordination.exchange.withdrawing import hold_reports, withdraw
from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden, NotNow
from coordination.workflow import door
from voters import deadlines
from voters.actions.common import follow_parts, hold_batch_of, refresh
from voters.actions.ending import return_petition

NEUTRAL = "Đã chuyển sang quy trình đơn thư."


@transaction.atomic
def leave_for_letters(petition, *, by, on=None):
    """Close it as returned, with nothing left to read: text, place and name are emptied and the record is confidential.

    Confidential, because history and audit keep what the text once said: with it all that points here (history, search,
    notices, duties, files) is read by nobody any more; reports of Excel files that told it are blanked. It goes on
    being counted, as returned, by its code.
    """
    if not isinstance(by, System) and not by.can(Permission.PETITION_FORWARD, petition):
        raise Forbidden()
    _check_alone(petition)
    hold_reports(petition)
    hold_batch_of(petition)
    withdraw(petition)
    return_petition(petition, by=by, reason=NEUTRAL, on=on)
    petition.title, petition.content = NEUTRAL, NEUTRAL
    petition.voter = petition.place_detail = petition.earlier_history = petition.first_raised = ""
    petition.unsplit_content = ""
    petition.raised_by = None
    petition.confidential = True
    door.change(petition, by=by)
    deadlines.follow_subject(petition)
    follow_parts(petition)
    refresh(petition)
    return petition


def _check_alone(petition) -> None:
    """The same words must not stay readable in another row: in the statement that it was split from, or in the register
    of the level above or below."""
    if petition.split_from_id or petition.split_parts.exists():
        raise NotNow("Kiến nghị này tách từ một lời nêu chung hoặc đã tách; hợp lại trước khi chuyển sang đơn thư.")
    if petition.came_from_id or petition.arrivals.exists():
        raise NotNow("Sổ của cấp trên hoặc cấp dưới cũng ghi kiến nghị này; chuyển sang đơn thư ở nơi ghi trước.")
