"""What people do to watch over petitions: say who watches, urge in writing, verify a report, report to the session."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coordination.audit import log
from coordination.audit.actors import System
from coordination.audit.choices import EventKind
from coordination.deadlines.actions import close_obligation, open_obligation, waive_obligation
from coordination.deadlines.queries import open_about
from coordination.documents import drafting, letters
from coordination.documents.models import LetterDraft
from coordination.lib.dates import screen
from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden, NotNow, TakenMeanwhile
from coordination.ui.show import lowfirst
from coordination.workflow import door
from sessions.queries import standing_of
from voters.actions.common import check_not_ahead
from voters.choices import FollowUpStatus, SettlementStatus
from voters.models import FollowUp, SettlementReport, SupervisionReport
from voters.queries import supervision as queries
from voters.queries.supervision import LETTER


def assign_monitor(petition, *, by, monitor):
    """Say which board or group watches over a petition; it sees the petition from now on."""
    _check_keeps(petition, by)
    if petition.monitor_id == monitor.pk:
        raise NotNow(f"{monitor} đang theo dõi kiến nghị này.")
    petition.monitor = monitor
    return door.change(petition, by=by, note=f"Giao {monitor} theo dõi")


def _check_keeps(petition, by) -> None:
    """Whoever forwards petitions of this register."""
    if not isinstance(by, System) and not by.can(Permission.PETITION_FORWARD, petition):
        raise Forbidden()


# --- Written reminders -------------------------------------------------------------------------------------------


def urge(petition, *, by, answer_by=None) -> FollowUp:
    """Put a petition into the reminder that is being written to its body, a new one where there is none.

    Petitions urged equally often share one: a body gets one letter for each round, also when two begin it at once.
    """
    try:
        return _urge(petition, by=by, answer_by=answer_by)
    except TakenMeanwhile:
        return _urge(petition, by=by, answer_by=answer_by)


@transaction.atomic
def _urge(petition, *, by, answer_by) -> FollowUp:
    _check_keeps(petition, by)
    urging = queries.urgings([petition])[petition.pk]
    if urging.why_not:
        raise NotNow(urging.why_not)
    draft = urging.draft
    if draft is None:
        _check_answer_by(answer_by)
        draft = FollowUp(
            locality=petition.locality, to=petition.competent_body, round=urging.round, answer_by=answer_by
        )
        draft.draft_of = standing_of(petition.locality).principal
        return door.create(draft, by=by, related={"petitions": [petition]})
    # Held until the end: of two who urge at once the second adds to what the first has put in.
    draft = FollowUp._base_manager.select_for_update().get(pk=draft.pk)
    if draft.status != FollowUpStatus.DRAFT:
        raise NotNow(f"{draft} vừa gửi hoặc vừa thôi gửi.")
    return door.change(draft, by=by, related={"petitions": [*draft.petitions.all(), petition]})


@transaction.atomic
def edit_follow_up(follow_up, *, by, related=None):
    """Correct a reminder that was not sent yet."""
    if follow_up.status != FollowUpStatus.DRAFT:
        raise NotNow("Văn bản đã gửi hoặc đã thôi gửi thì không sửa nữa.")
    _check_answer_by(follow_up.answer_by)
    return door.change(follow_up, by=by, related=related)


@transaction.atomic
def send_follow_up(follow_up, *, by, sent_on=None, number="", document=None):
    """It went out: the body sees it, and every petition remembers the round. Raises NotNow, ValidationError.

    A letter written elsewhere has its `number`; one of the book is the `document`, which has its own.
    """
    sent_on, number = sent_on or timezone.localdate(), number.strip()
    check_not_ahead(sent_on, "sent_on", by)
    if not (number or document or isinstance(by, System)):
        raise ValidationError({"number": "Ghi số, ký hiệu của văn bản đã gửi, hoặc chọn văn bản đã vào sổ."})
    if gone := queries.no_longer_waiting([follow_up]):
        raise NotNow(gone[follow_up.pk])
    said = f"Số {number}" if number else ""
    fields = {"sent_on": sent_on, "number": number, "document": document, "draft_of": None}
    door.move(follow_up, "send", by=by, note=said, **fields)
    words = ", ".join(filter(None, (f"Đôn đốc lần {follow_up.round}: {follow_up.to}", screen(sent_on), lowfirst(said))))
    log.record_all(
        EventKind.CHANGED, ((petition, {}, words) for petition in follow_up.petitions.select_related("locality")), by=by
    )
    return follow_up


def keep_letter(record, document, *, by):
    """The letter of a reminder or a report that was noted as sent before it was written here."""
    record.document = document
    return door.change(record, by=by, note=f"Văn bản: {document}")


def drop_follow_up(follow_up, *, by, reason):
    """It will not be sent; the reason stays in the history, its petitions can be urged again."""
    return door.move(follow_up, "drop", by=by, note=reason)


@transaction.atomic
def issue_follow_up(follow_up, *, by, issued_on=None):
    """Write the letter where nobody did, and issue it with the next number of the register: the reminder is sent."""
    if why := queries.why_not_issued([follow_up], by):
        raise NotNow(why[follow_up.pk])
    written = LetterDraft.objects.visible_to(by).about(follow_up).filter(kind=LETTER, document=None).first()
    letter = written or _write(follow_up, by=by)
    drafting.issue(letter, by=by, issued_on=issued_on or timezone.localdate())
    follow_up.refresh_from_db()
    return follow_up


def _write(follow_up, *, by) -> LetterDraft:
    letter, recipients = drafting.begun(letters.kind_of(LETTER), follow_up, by)
    return drafting.create(letter, by=by, related={"recipients": recipients})


def _check_answer_by(day) -> None:
    if day and day < timezone.localdate():
        raise ValidationError({"answer_by": "Ngày đề nghị trả lời đã qua."})


# --- The committee's report and its verification -----------------------------------------------------------------


def receive_report(report, *, by, related=None) -> SettlementReport:
    """Write down a report that came in. Raises ValidationError."""
    check_not_ahead(report.received_on, "received_on", by)
    return door.create(report, by=by, related=related)


@transaction.atomic
def edit_report(report, *, by, related=None):
    """Correct a report that no board has verified."""
    if report.status == SettlementStatus.VERIFIED:
        raise NotNow("Báo cáo đã thẩm tra thì không sửa nữa.")
    return door.change(report, by=by, related=related)


@transaction.atomic
def assign_verification(report, *, by, board, verify_by=None, note=""):
    """Ask a board to verify it; with a day this is a duty of the board."""
    if verify_by and verify_by < report.received_on:
        raise ValidationError({"verify_by": f"Trước ngày nhận báo cáo ({screen(report.received_on)})."})
    door.move(report, "assign", by=by, note=note, board=board, verify_by=verify_by)
    for duty in open_about(report):
        waive_obligation(duty, by=by, reason=f"Giao lại cho {board}", on=max(timezone.localdate(), duty.opened_on))
    if verify_by:
        open_obligation(
            report,
            owner=board,
            title=f"Thẩm tra: {report}",
            due_on=verify_by,
            basis="Thường trực HĐND giao thẩm tra",
            beneficiary=standing_of(report.locality),
            opened_on=min(timezone.localdate(), verify_by),
            by=by,
        )
    return report


@transaction.atomic
def verify_report(report, *, by, findings, proposals="", verified_on=None, verification=None):
    """What the board found; its duty is done. The register's numbers of this moment are kept with it."""
    on = verified_on or timezone.localdate()
    check_not_ahead(on, "verified_on", by)
    if on < report.received_on:
        raise ValidationError({"verified_on": f"Trước ngày nhận báo cáo ({screen(report.received_on)})."})
    fields = {"findings": findings, "proposals": proposals, "verified_on": on, "verification": verification}
    door.move(report, "verify", by=by, numbers=queries.numbers_of_body(report), **fields)
    for duty in open_about(report):
        late = {"late_body": duty.owner} if on > duty.due_on else {}
        close_obligation(duty, by=by, closed_on=max(on, duty.opened_on), evidence="Đã thẩm tra", **late)
    return report


# --- The report to the session -----------------------------------------------------------------------------------


def draft_supervision(report, *, by, related=None) -> SupervisionReport:
    """Begin a report; its numbers are read from the register whenever it is opened."""
    return door.create(report, by=by, related=related)


@transaction.atomic
def edit_supervision(report, *, by, related=None):
    """Correct a report that was not issued. Numbers of another period or day are no longer its own."""
    if report.issued_on:
        raise NotNow("Báo cáo đã ban hành thì không sửa nữa.")
    stored = SupervisionReport._base_manager.get(pk=report.pk)
    if any(getattr(report, name) != getattr(stored, name) for name in COUNTED):
        report.numbers = {}
    return door.change(report, by=by, related=related)


COUNTED = ("period_from", "period_to", "counted_on")
"""Of which petitions, and as of when, a report gives numbers."""


def settle_numbers(report, *, by):
    """Keep the numbers of this moment: its letter is drawn from them, and what is written down later changes none."""
    step = "settle_anew" if report.numbers else "settle"
    return door.move(report, step, by=by, numbers=queries.stored_numbers(report, report.counted_on))


@transaction.atomic
def issue_supervision(report, *, by, issued_on=None, document=None, note=""):
    """It was issued as a document of the book, with the numbers that were settled. Raises ValidationError, NotNow."""
    on = issued_on or timezone.localdate()
    check_not_ahead(on, "issued_on", by)
    if document is None and not isinstance(by, System):
        raise ValidationError({"document": "Chọn văn bản đã vào sổ."})
    return door.move(report, "issue", by=by, note=note, issued_on=on, document=document)


@transaction.atomic
def issue_supervision_letter(report, letter, document, *, by):
    """The letter is the report: it says the numbers that are kept. Raises NotNow where they were settled after it.

    A report that was noted as issued without a paper only keeps it.
    """
    if not queries.says_kept_numbers(letter, report):
        raise NotNow("Số liệu được chốt lại sau khi soạn văn bản này; soạn văn bản mới từ số liệu đã chốt.")
    if report.issued_on and report.document is None:
        return keep_letter(report, document, by=by)
    return issue_supervision(report, by=by, issued_on=letter.issued_on, document=document)
