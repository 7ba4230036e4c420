"""What people do with an answer before it is sent: write, check, clear, send; and with templates and settings."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coordination.audit.actors import System, name_of
from coordination.documents.actions import copy_files, hand_on_files
from coordination.notices.actions import tell
from coordination.people.models import Membership
from coordination.people.models.querysets import in_force
from coordination.people.permissions import Permission
from coordination.people.roles import ROLES
from coordination.records.errors import Forbidden, NotNow
from coordination.workflow import door
from voters import queries
from voters.actions import notifying, replies
from voters.actions.answers import Answer
from voters.choices import DraftStatus
from voters.models import ReplyDraft
from voters.rules import speaks_for, unplanned, unproven
from voters.workflow.drafting import ANSWERABLE, REPLY_DRAFT, closed_to_answers

CLEARING_ROLES = [role.code for role in ROLES.values() if Permission.PETITION_CLEAR in role.permissions]
EDITED_BY_LEADERS = (*DraftStatus.BEING_WRITTEN, DraftStatus.CHECKING, DraftStatus.CLEARING)


@transaction.atomic
def write_draft(draft, *, by, related=None):
    """Begin the draft of a body's answer; one at a time for each body. It belongs to the side of whoever writes."""
    petition = draft.petition
    draft.body = draft.body if draft.body_id else replies.answering_body(petition, by)
    if draft.body is None:
        raise NotNow("Kiến nghị này chưa chuyển cho cơ quan nào để trả lời.")
    _check_may_write(draft, by)
    if petition.status not in ANSWERABLE:
        raise NotNow(f"Kiến nghị đang ở trạng thái “{petition.get_status_display()}” nên chưa soạn trả lời được.")
    if why := closed_to_answers(petition):
        raise NotNow(why)
    draft.locality = petition.locality
    draft.draft_of = side_of(draft.body, by)
    draft.written_by = None if isinstance(by, System) else by
    check_content(draft, by)
    # The petition may belong to another locality's register; who may write was asked above.
    door.create(draft, by=by, related=related, consequence=True)
    _keep_version(draft, by)
    return draft


@transaction.atomic
def edit_draft(draft, *, by, related=None):
    """Save a changed text as its next version: while it is written those of the body, later leaders only."""
    stored = ReplyDraft.objects.get(pk=draft.pk)
    if not isinstance(by, System) and not may_edit(by, stored):
        raise Forbidden()
    if why := why_not_edit(stored, by):
        raise NotNow(why)
    check_content(draft, by)
    changed = (stored.text, stored.result) != (draft.text, draft.result)
    if changed and not isinstance(by, System):
        draft.written_by = by
    door.change(draft, by=by, related=related)
    if changed:
        _keep_version(draft, by)
    return draft


@transaction.atomic
def submit_draft(draft, *, by, note=""):
    """Hand it in to be checked by somebody else; those who may check hear of it."""
    check_content(draft, by)
    door.move(draft, "submit", by=by, note=note, remarks="")
    notifying.handed_in(draft, by=by)
    return draft


@transaction.atomic
def pass_draft(draft, *, by, note=""):
    """Checked: the leaders of the body, and of the body above it, are told that it waits; a loader tells nobody."""
    door.move(draft, "pass", by=by, note=note)
    if not isinstance(by, System):
        tell(_leaders_of(draft), f"Chờ duyệt: {draft}", by=by, about=draft)
    return draft


@transaction.atomic
def clear_draft(draft, *, by, note=""):
    """A leader clears what was checked; it may be sent as it stands, and those who send it hear of it."""
    check_content(draft, by)
    words = "Người duyệt cũng là người soạn." if _wrote(draft, by) else ""
    door.move(draft, "clear", by=by, note=" ".join(part for part in (words, note) if part))
    notifying.cleared(draft, by=by)
    return draft


@transaction.atomic
def clear_draft_at_once(draft, *, by, note=""):
    """A leader clears it without a check; history says so."""
    check_content(draft, by)
    words = "Lãnh đạo tự soạn và duyệt, không qua kiểm tra." if _wrote(draft, by) else "Duyệt ngay, không qua kiểm tra."
    door.move(draft, "clear_at_once", by=by, note=f"{words} {note}".strip())
    notifying.cleared(draft, by=by)
    return draft


@transaction.atomic
def return_draft(draft, *, by, remarks):
    """Back to whoever wrote it, who is told, with the remarks."""
    step = "return_checked" if draft.status == DraftStatus.CHECKING else "return_cleared"
    door.move(draft, step, by=by, note=remarks, remarks=remarks)
    if draft.written_by:
        tell(draft.written_by, f"Trả lại để sửa: {draft}. {remarks}", by=by, about=draft)
    return draft


def drop_draft(draft, *, by, note):
    """It will not be sent; another one may be begun."""
    return door.move(draft, "drop", by=by, note=note)


@transaction.atomic
def send_draft(draft, *, by, sent_on=None, number="", document=None, told_on=None, told_through=""):
    """Send what was cleared: the reply is made from it, with the number of the paper and its day, and gets its files;
    so do the replies in registers below that are answered with it."""
    check_content(draft, by)
    number, document = number.strip() or draft.number, document or draft.document
    _check_sendable(draft, by)
    answer = Answer(
        draft.body,
        sent_on or timezone.localdate(),
        draft.result,
        draft.text,
        number=number,
        document=document,
        evidence=draft.evidence,
        promised_on=draft.promised_on,
        roadmap=draft.roadmap,
        told_on=told_on,
        told_through=told_through,
        copied_to=tuple(draft.copied_to.all()),
    )
    sent, *below = replies.send(draft.petition, answer, by=by, is_cleared=True)
    door.move(draft, "send", by=by, note=str(sent), reply=sent, number=number, document=document)
    for row in below:
        copy_files(draft, row, by=by)
    hand_on_files(draft, sent)
    return draft


def _check_sendable(draft, by) -> None:
    """The reply is made first, so the draft's own step is asked before anything is written."""
    step = REPLY_DRAFT["send"]
    if not isinstance(by, System) and not step.is_for(draft, by):
        raise Forbidden()
    if draft.status != DraftStatus.CLEARED:
        raise NotNow(step.not_yet)
    if why := step.unless(draft):
        raise NotNow(why)


# --- Templates and settings -----------------------------------------------------------------------------------------


def draft_from_template(petition, *, by, template):
    """One draft of the template's body for a petition that is still to be done; it goes through check and clearance
    like any other."""
    draft = ReplyDraft(
        petition=petition,
        body=template.body,
        result=template.result,
        text=template.filled(petition, template.body),
        roadmap=template.roadmap,
        template=template,
    )
    front = queries.front_of(petition.locality)
    return write_draft(draft, by=by, related={"copied_to": [front] if front else []})


def save_template(template, *, by, related=None):
    """Write down or change a template of a body one speaks for; its side alone reads it."""
    if not isinstance(by, System) and not by.can(Permission.PETITION_ANSWER, template):
        raise Forbidden()
    if not isinstance(by, System) and not speaks_for(by.acting, template.body):
        raise ValidationError({"body": f"Chỉ lập mẫu cho cơ quan mình; {template.body} tự lập mẫu của họ."})
    template.draft_of = side_of(template.body, by)
    if template.pk:
        return door.change(template, by=by, related=related)
    return door.create(template, by=by, related=related)


def save_settings(settings, *, by, related=None):
    """Say what the locality asks of answers: for those who keep its register."""
    if not isinstance(by, System) and not by.can(Permission.PETITION_FORWARD, settings):
        raise Forbidden()
    if settings.pk:
        return door.change(settings, by=by, related=related)
    return door.create(settings, by=by, related=related)


# --- Inside ----------------------------------------------------------------------------------------------------------


def side_of(body, by):
    """The principal body whose unsent draft it is: that of the answering body, where the writer belongs to it.

    An office that answers for a body of no side, or a commune official, keeps it with their own side.
    """
    side = body.principal
    if isinstance(by, System) or side.pk in by.acting.principal_ids:
        return side
    return by.acting.body.principal


def may_edit(user, draft) -> bool:
    """Whether one may change the text of a draft in some status: those who speak for its body."""
    return user.can(Permission.PETITION_ANSWER, draft) and speaks_for(user.acting, draft.body)


def why_not_edit(draft, by) -> str | None:
    """Why the text stands fast now."""
    leads = isinstance(by, System) or by.can(Permission.PETITION_CLEAR, draft)
    if draft.status in (EDITED_BY_LEADERS if leads else DraftStatus.BEING_WRITTEN):
        return None
    return f"Dự thảo đang ở trạng thái “{draft.get_status_display()}” nên không sửa được; trả lại để sửa."


def check_content(draft, by) -> None:
    """What people hand on says enough, and promises nothing in the past."""
    if isinstance(by, System):
        return
    wrong = unplanned(draft.result, draft.promised_on, draft.roadmap)
    if draft.promised_on and draft.promised_on < timezone.localdate():
        wrong["promised_on"] = "Ngày hẹn xong đã qua; hẹn một ngày từ hôm nay trở đi."
    wrong |= unproven(draft.result, draft.evidence)
    if wrong:
        raise ValidationError(wrong)


def _check_may_write(draft, by) -> None:
    """Nobody drafts for another body, and none for a body that is not to answer."""
    if isinstance(by, System):
        return
    if not by.can(Permission.PETITION_ANSWER, draft.petition) or not speaks_for(by.acting, draft.body):
        raise Forbidden()
    if draft.body.pk not in {body.pk for body in queries.answering_bodies_of(draft.petition)}:
        raise ValidationError({"body": f"{draft.body} không được chuyển kiến nghị này để trả lời."})


def _keep_version(draft, by) -> None:
    draft.versions.create(number=draft.versions.count() + 1, result=draft.result, text=draft.text, by_name=name_of(by))


def _wrote(draft, by) -> bool:
    return not isinstance(by, System) and draft.written_by_id == by.pk


def _leaders_of(draft) -> list:
    """Accounts that clear for the body: its own leaders, else those of the side above it."""
    rows = Membership.objects.filter(in_force(timezone.localdate()), role__in=CLEARING_ROLES, user__is_active=True)
    own = rows.filter(body=draft.body)
    above = rows.filter(body=draft.body.principal)
    return [row.user for row in (own or above).select_related("user")]
