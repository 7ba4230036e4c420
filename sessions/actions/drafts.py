"""What people do with draft resolutions: each step writes who did what when, and opens or ends what is owed for it."""

import re

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coordination.audit.actors import System
from coordination.people.concerning import write_concerns
from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden, NotNow
from coordination.workflow import door
from sessions import deadlines
from sessions.actions.agenda import send_item
from sessions.actions.common import create, moment, move
from sessions.actions.documents import hand_over_item, to_give
from sessions.actions.draft_steps import begin, close_open, end, plan
from sessions.actions.resolutions import create_resolution
from sessions.choices import CommentKind, DraftStatus, ItemStatus, StepKind
from sessions.deadlines.drafts import check_waits, follow, of_paper, of_step, owe_again
from sessions.models import DraftComment, DraftRevision, DraftStep, PaperRequest, Resolution, Verification
from sessions.path import Doer
from sessions.queries import drafts as queries
from sessions.queries import papers
from sessions.workflow.drafts import may_answer, may_correct, may_deliver, may_speak

LEFT_BEHIND = "Chưa xong khi chuyển bước."
PARAGRAPHS = re.compile(r"\n\s*\n")


def create_draft(draft, *, by, related=None):
    """Register a draft; in what a job loads history begins on the day of registration."""
    return create(draft, by=by, related=related, on=draft.registered_on)


@transaction.atomic
def edit_draft(draft, *, by, related=None):
    """Save a draft; comments and verifications follow its drafting body, duties follow its session and its path."""
    door.change(draft, by=by, related=related)
    for part in (*draft.comments.all(), *draft.verifications.all(), *draft.steps.all()):
        write_concerns(part)
    plan(draft, by=by)
    return draft


# --- On the drafting side ------------------------------------------------------------------------------------------


@transaction.atomic
def start_drafting(draft, *, by, on=None, document=None, note=""):
    """Assigned: from now on it is known by when its dossier, its verification and the delegates' papers are due."""
    day = _step(draft, "draft", by=by, on=on, note=note)
    for body in _who(draft, Doer.STANDING):
        end(draft, StepKind.ASSIGNMENT, body, on=day, by=by, document=document)
    begin(draft, StepKind.DRAFTING, draft.drafting_body, on=day, by=by)
    return _followed(draft, by=by)


@transaction.atomic
def finish_drafting(draft, *, by, on=None, document=None, note=""):
    """The drafting body says that the text is ready."""
    day = _step(draft, "drafted", by=by, on=on, note=note)
    end(draft, StepKind.DRAFTING, draft.drafting_body, on=day, by=by, document=document)
    return draft


@transaction.atomic
def post(draft, *, by, on=None, document=None, note=""):
    """The dossier stands on the portal: a wait begins."""
    day = _step(draft, "post", by=by, on=on, note=note)
    begin(draft, StepKind.POSTING, draft.drafting_body, on=day, by=by, document=document)
    return _followed(draft, by=by)


@transaction.atomic
def consult(draft, *, by, bodies=(), on=None, document=None, note=""):
    """Bodies are asked for their written opinion; each owes it by the rule. More may be asked later."""
    day = _step(draft, "consult", by=by, on=on, note=note)
    for body in bodies:
        begin(draft, StepKind.CONSULTATION, body, on=day, by=by, document=document)
    return _followed(draft, by=by)


@transaction.atomic
def criticise(draft, *, by, on=None, document=None, note=""):
    """Sent to the Front: what the drafter owed by that is done, the criticism is the Front's."""
    day = _step(draft, "criticise", by=by, on=on, note=note)
    for body in _who(draft, Doer.FRONT):
        step = begin(draft, StepKind.CRITICISM, body, on=day, by=by, document=document)
        deadlines.fulfil(step, on=day, by=by, evidence=str(document or ""), rule="DR-06")
    return _followed(draft, by=by)


@transaction.atomic
def appraise(draft, *, by, body=None, on=None, document=None, note=""):
    """The full dossier is with the justice body, which owes its appraisal by the rule."""
    day = _step(draft, "appraise", by=by, on=on, note=note, kind=StepKind.APPRAISAL)
    if body is not None:
        begin(draft, StepKind.APPRAISAL, body, on=day, by=by, document=document)
    return _followed(draft, by=by)


@transaction.atomic
def approve(draft, *, by, on=None, document=None, note=""):
    """Before the committee's sitting."""
    day = _step(draft, "approve", by=by, on=on, note=note, kind=StepKind.APPROVAL)
    for body in _who(draft, Doer.COMMITTEE):
        begin(draft, StepKind.APPROVAL, body, on=day, by=by, document=document)
    return _followed(draft, by=by)


# --- Whoever was asked answers -------------------------------------------------------------------------------------


def give_opinion(draft, **said):
    """A consulted body's opinion; no words mean that it agrees."""
    return _answer(draft, "opinion", StepKind.CONSULTATION, CommentKind.CONSULTATION, **said)


def record_criticism(draft, **said):
    """The Front's criticism, a comment for each paragraph."""
    return _answer(draft, "criticised", StepKind.CRITICISM, CommentKind.CRITICISM, **said)


def record_appraisal(draft, **said):
    """What the justice body found."""
    return _answer(draft, "appraised", StepKind.APPRAISAL, CommentKind.APPRAISAL, **said)


def record_approval(draft, **said):
    """The committee's sitting agreed to submit it; what it asked to change is no comment to be answered."""
    return _answer(draft, "approved", StepKind.APPROVAL, None, **said)


@transaction.atomic
def _answer(draft, name, kind, comment_kind, *, by, body=None, text="", on=None, document=None, note=""):
    """The body's step is done, its duty ends; each paragraph (an empty line between two) is a comment."""
    body = _answering(draft, kind, body, by)
    day = _step(draft, name, by=by, on=on, note=note)
    end(draft, kind, body, on=day, by=by, document=document, result=text)
    if comment_kind:
        _write_comments(draft, comment_kind, body, text, given_on=day, by=by, at=moment(on, by))
    return draft


def _write_comments(draft, kind, body, text, *, by, at, **fields) -> None:
    """Each paragraph is a comment of its own."""
    for words in PARAGRAPHS.split(text.replace("\r\n", "\n")):
        if words.strip():
            comment = DraftComment(
                locality=draft.locality, draft=draft, kind=kind, from_body=body, text=words.strip(), **fields
            )
            door.create(comment, by=by, at=at, consequence=True)


@transaction.atomic
def give_late_opinion(draft, *, by, body=None, text="", on=None, document=None, note=""):
    """A consulted body is heard after the draft has moved on: the draft stays where it is, its comments say so."""
    if not by.can(Permission.SESSION_SUBMIT, draft):
        raise Forbidden
    heard = queries.late_bodies(draft, by.acting)
    body = heard[0] if body is None and len(heard) == 1 else body
    if not queries.late_steps(draft).exists():
        raise NotNow("Không còn cơ quan nào chưa góp ý.")
    if body not in heard:
        raise Forbidden("Bạn không ghi thay cơ quan này được.")
    day = on or timezone.localdate()
    for step in queries.late_steps(draft).filter(body=body):
        step.draft = draft
        step.done_on, step.result = max(day, step.started_on), text or step.result or note
        step.document = document or step.document
        door.change(step, by=by, note=note or "Góp ý gửi muộn")
        deadlines.fulfil(step, on=day, by=by, evidence=str(document or ""))
    _write_comments(draft, CommentKind.CONSULTATION, body, text, given_on=day, by=by, at=moment(on, by), is_late=True)
    return draft


def _answering(draft, kind, body, by):
    """The body in whose name is answered: the one named, or the only one that `by` may speak for.

    While nobody is asked the door says why not.
    """
    if isinstance(by, System):
        asked = [row.body for row in queries.open_steps(draft, kind) if row.body]
    else:
        asked = queries.asked_of(draft, by.acting, kind) if by.acting else []
    if body is None and len(asked) == 1:
        return asked[0]
    if body is None and asked:
        raise ValidationError({"body": "Chọn cơ quan có ý kiến."})
    if body not in asked and queries.open_steps(draft, kind).exists():
        raise Forbidden("Bạn không ghi thay cơ quan này được.")
    return body


@transaction.atomic
def create_comment(comment, *, by, related=None):
    """What came on paper: it also ends the step of the body that was asked for it."""
    create(comment, by=by, related=related, on=comment.given_on)
    day = comment.given_on or timezone.localdate()
    if queries.open_steps(comment.draft, comment.kind).filter(body=comment.from_body).exists():
        _check_may_speak(comment, comment.from_body, by=by)
        end(comment.draft, comment.kind, comment.from_body, on=day, by=by)
    return comment


def _check_may_speak(record, body, *, by) -> None:
    """What ends a body's duty is written down by that body or by the council's office."""
    if not isinstance(by, System) and not may_speak(record.draft, body, by):
        raise Forbidden(f"{body} đang nợ việc này: cơ quan ấy hoặc Văn phòng ghi.")


def answer_comment(comment, *, by, answer, answer_text="", note=""):
    """The drafter accepts, declines or explains; what is not accepted needs words. Raises Forbidden, NotNow."""
    draft = comment.draft
    if not isinstance(by, System) and not may_answer(comment, by):
        raise Forbidden("Chỉ cơ quan soạn thảo giải trình ý kiến.")
    if draft.status not in DraftStatus.OPEN:
        raise NotNow("Dự thảo không còn đang làm nên không sửa phần giải trình.")
    comment.answer, comment.answer_text = answer, answer_text
    return door.change(comment, by=by, note=note)


# --- On the council's side -----------------------------------------------------------------------------------------


@transaction.atomic
def verify_draft(draft, *, by, boards=None, on=None, document=None, note=""):
    """The dossier is with the boards. A checked rule may say that this is too early (the Front's fifteen days)."""
    day = on or timezone.localdate()
    check_waits(draft, StepKind.DOSSIER, day, by=by)
    related = {"verifying_boards": boards} if boards else None
    move(draft, "verify", by=by, on=on, note=note, related=related)
    _leave_behind(draft, day, by=by)
    for body in _who(draft, Doer.SUBMITTER):
        end(draft, StepKind.DOSSIER, body, on=day, by=by, document=document)
    for board in draft.verifying_boards.all():
        begin(draft, StepKind.VERIFICATION, board, on=day, by=by)
    return _followed(draft, by=by)


@transaction.atomic
def record_verification(draft, *, by, body=None, conclusion="", survey_notes="", on=None, document=None, note=""):
    """A board has verified: its report is done, and counted."""
    board = _answering(draft, StepKind.VERIFICATION, body, by)
    day = _step(draft, "verified", by=by, on=on, note=note)
    earlier = draft.verifications.filter(board=board).count()
    verification = Verification(
        locality=draft.locality,
        draft=draft,
        board=board,
        held_on=day,
        rounds=earlier + 1,
        conclusion=conclusion,
        survey_notes=survey_notes,
    )
    door.create(verification, by=by, at=moment(on, by))
    end(draft, StepKind.VERIFICATION, board, on=day, by=by, document=document, result=conclusion)
    return draft


@transaction.atomic
def create_verification(verification, *, by, related=None):
    """A meeting of a board written down by itself: it ends the board's step, if the draft is with it."""
    create(verification, by=by, related=related, on=verification.held_on)
    draft, board = verification.draft, verification.board
    if draft and verification.held_on and queries.open_steps(draft, StepKind.VERIFICATION).filter(body=board).exists():
        _check_may_speak(verification, board, by=by)
        end(draft, StepKind.VERIFICATION, board, on=verification.held_on, by=by, result=verification.conclusion)
    return verification


@transaction.atomic
def lay_draft(draft, *, by, on=None, document=None, note=""):
    """With the delegates and on the agenda of the session: its content there is sent, with the final papers of it.

    A job says of each content by itself when it was sent.
    """
    day = _step(draft, "lay", by=by, on=on, note=note)
    for body in _who(draft, Doer.STANDING):
        end(draft, StepKind.DELEGATES, body, on=day, by=by, document=document)
    if not isinstance(by, System):
        _send_contents(draft, day, by=by)
    return _followed(draft, by=by)


def _send_contents(draft, day, *, by) -> None:
    """What came of the draft's content in its session goes to the delegates; what did not come is still owed."""
    for item in queries.contents_of(draft).filter(status__in=(ItemStatus.RECEIVED, ItemStatus.VERIFIED)):
        if any(not papers.is_empty(document) for document in to_give(item)):
            hand_over_item(item, by=by)
        send_item(item, by=by, sent_on=max(day, item.received_on))


@transaction.atomic
def revise_draft(draft, *, by, on=None, document=None, note=""):
    """After the debate the board, the committee and the departments change it before the vote."""
    day = _step(draft, "revise", by=by, on=on, note=note)
    _debated(draft, day, by=by)
    begin(draft, StepKind.REVISION, draft.drafting_body, on=day, by=by, document=document)
    return draft


@transaction.atomic
def finish_revision(draft, *, by, summary, bodies=(), on=None, document=None, note=""):
    """What was changed, and who agreed to it."""
    day = _step(draft, "revised", by=by, on=on, note=note)
    revision = DraftRevision(locality=draft.locality, draft=draft, made_on=day, summary=summary)
    door.create(revision, by=by, related={"bodies": bodies}, at=moment(on, by))
    end(draft, StepKind.REVISION, draft.drafting_body, on=day, by=by, document=document, result=summary)
    return draft


@transaction.atomic
def adopt_draft(draft, *, by, on=None, titles="", document=None, note=""):
    """Adopted: each line of `titles` is a resolution that it yields; without titles they are written down later."""
    day = _voted(draft, "adopt", by=by, on=on, document=document, note=note)
    for title in filter(None, (line.strip() for line in titles.splitlines())):
        resolution = Resolution(
            locality=draft.locality,
            draft=draft,
            session=draft.session,
            title=title,
            is_normative=draft.is_normative,
            procedure=draft.procedure,
            adopted_on=day,
        )
        create_resolution(resolution, by=by)
    return draft


@transaction.atomic
def reject_draft(draft, *, by, on=None, document=None, note=""):
    """Voted down."""
    _voted(draft, "reject", by=by, on=on, document=document, note=note)
    return draft


@transaction.atomic
def return_draft(draft, *, by, reason, on=None):
    """Sent back to be improved: one round more. What was begun in this round ends with it."""
    day = on or timezone.localdate()
    move(draft, "return", by=by, on=on, note=reason, rounds=draft.rounds + 1)
    close_open(draft, on=day, by=by, reason=f"Trả lại để hoàn thiện: {reason}")
    begin(draft, StepKind.DRAFTING, draft.drafting_body, on=day, by=by)
    return _followed(draft, by=by)


@transaction.atomic
def withdraw_draft(draft, *, by, reason, on=None):
    """The submitting body takes it back: nobody owes anything for it any more."""
    day = on or timezone.localdate()
    move(draft, "withdraw", by=by, on=on, note=reason)
    close_open(draft, on=day, by=by, reason=f"Rút dự thảo: {reason}", planned=True)
    return draft


@transaction.atomic
def edit_step(step, *, by, related=None):
    """Correct the days or the paper of a step: the day that ends it ends what is owed, without it that is owed again;
    a corrected beginning moves it. For whoever does the step, and the council's office."""
    if not isinstance(by, System) and not may_correct(step, by):
        raise Forbidden(f"Bước này do {step.body or 'cơ quan khác'} thực hiện.")
    was_done = DraftStep.objects.filter(pk=step.pk, done_on__isnull=False).exists()
    if was_done and step.done_on is None and step.result:
        raise ValidationError({"result": "Chưa xong thì để trống kết quả."})
    door.change(step, by=by, related=related)
    if step.done_on:
        deadlines.fulfil(step, on=step.done_on, by=by)
    elif not step.result:
        if was_done:
            owe_again(step, by=by)
        follow(step, of_step(step), by=by)
    write_concerns(step.draft)
    return step


# --- Papers asked for ----------------------------------------------------------------------------------------------


@transaction.atomic
def create_paper_request(request, *, by, related=None):
    """Somebody asks the drafter for a paper; with a day it is a duty of whoever is asked."""
    create(request, by=by, related=related, on=request.asked_on)
    deadlines.keep(request, of_paper(request), by=by, opened_on=request.asked_on)
    return request


@transaction.atomic
def edit_paper_request(request, *, by, related=None):
    """Save a request; its duty follows the day and whom it asks. Without the day of delivery it is owed again.

    That day is for those to change who may say that the paper was handed in.
    """
    before = PaperRequest.objects.get(pk=request.pk)
    if before.delivered_on != request.delivered_on:
        _check_may_deliver(before, by=by)
    door.change(request, by=by, related=related)
    if request.delivered_on:
        deadlines.fulfil(request, on=request.delivered_on, by=by)
    elif before.delivered_on:
        deadlines.take_back(request, of_paper(request), by=by, reason="Bỏ ngày cung cấp đã ghi.")
    else:
        deadlines.keep(request, of_paper(request), by=by)
    return request


def _check_may_deliver(request, *, by) -> None:
    if not isinstance(by, System) and not may_deliver(request, by):
        raise Forbidden("Chỉ cơ quan được yêu cầu hoặc cơ quan yêu cầu ghi việc cung cấp.")


@transaction.atomic
def deliver_paper(request, *, by, delivered_on=None, note=""):
    """Handed in by whoever was asked, or written down by who asked and by the council's office."""
    _check_may_deliver(request, by=by)
    if request.delivered_on:
        raise NotNow("Tài liệu này đã được ghi là đã cung cấp.")
    request.delivered_on = delivered_on or timezone.localdate()
    door.change(request, by=by, note=note)
    deadlines.fulfil(request, on=request.delivered_on, by=by)
    return request


# --- What the acts above share -------------------------------------------------------------------------------------


def _step(draft, name, *, by, on, note, kind=None):
    """Through the door, after the waits that bind; the day of it. Leaving a stage ends the drafter's own steps."""
    day = on or timezone.localdate()
    if kind:
        check_waits(draft, kind, day, by=by)
    before = draft.status
    move(draft, name, by=by, on=on, note=note)
    if draft.status != before:
        _leave_behind(draft, day, by=by)
    return day


def _leave_behind(draft, day, *, by) -> None:
    """Drafting ends with the next stage, posting when the draft goes beyond consultation; who was consulted and said
    nothing owes it no more when the boards have it."""
    kinds = [StepKind.DRAFTING] if draft.status != DraftStatus.DRAFTING else []
    if draft.status != DraftStatus.CONSULTATION:
        kinds.append(StepKind.POSTING)
    for step in queries.open_steps(draft).filter(kind__in=kinds).select_related("body"):
        end(draft, step.kind, step.body, on=max(day, step.started_on), by=by)
    if draft.status == DraftStatus.VERIFICATION:
        close_open(draft, on=day, by=by, reason=LEFT_BEHIND, done=False)


def _voted(draft, name, *, by, on, document, note):
    day = _step(draft, name, by=by, on=on, note=note)
    _debated(draft, day, by=by)
    for body in _who(draft, Doer.COUNCIL):
        end(draft, StepKind.VOTE, body, on=day, by=by, document=document, result=note)
    close_open(draft, on=day, by=by, reason=f"Dự thảo {draft.get_status_display()}.", planned=True)
    return day


def _debated(draft, day, *, by) -> None:
    """The debate is written down once, on the day of what followed it."""
    if not draft.steps.filter(kind=StepKind.DEBATE).exists():
        for body in _who(draft, Doer.COUNCIL):
            end(draft, StepKind.DEBATE, body, on=day, by=by)


def _who(draft, doer):
    """The bodies of a step; a step without a known body is written down without one."""
    return queries.bodies_for(draft, doer) or [None]


def _followed(draft, *, by):
    """Planned steps, duties and concerns after a step."""
    plan(draft, by=by)
    write_concerns(draft)
    return draft
