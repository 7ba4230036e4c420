"""What is asked for before the hall: contents of a session from the bodies, opinions from the Standing Committee."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from coordination.audit.actors import System
from coordination.lib.dates import official, screen
from coordination.notices.actions import tell
from coordination.people.concerning import write_concerns
from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden, NotNow
from coordination.workflow import door
from sessions import deadlines, queries
from sessions.actions.agenda import create_item
from sessions.actions.common import create, edit, move
from sessions.actions.drafts import create_draft
from sessions.choices import ContentRequestStatus, ItemKind, OpinionStatus, ProposalStatus, SessionStatus
from sessions.models import AgendaItem, BoardOpinion, ContentRequest, DraftResolution
from sessions.workflow.requests import acts_for, waiting_words

WITHDRAWN = "Cơ quan đề xuất rút"


def _tell(body, words: str, record, *, by) -> None:
    """Tell those who work for a body what was decided; what a job loads is no news."""
    if body is not None and not isinstance(by, System):
        tell([body], words, by=by, about=record)


def _is_office(record, by) -> bool:
    """A job, or the council's office: they may say on which day something came."""
    return isinstance(by, System) or by.can(Permission.SESSION_EDIT, record)


# --- Requests for contents -----------------------------------------------------------------------------------------


@transaction.atomic
def create_request(request, *, by, related=None):
    """Ask one body what it wants to lay before a session; with a due day it owes the answer."""
    check_preparing(request.session)
    _asked_once(request, lambda: create(request, by=by, related=related, on=request.asked_on))
    deadlines.keep(request, deadlines.of_content_request(request), by=by, opened_on=request.asked_on)
    write_concerns(request.session)
    return request


@transaction.atomic
def ask_bodies(request, *, by, related=None):
    """Ask several bodies at once (`related["bodies"]`): one request each, alike but for the body. The requests."""
    bodies = list((related or {}).get("bodies", ()))
    open_ones = ContentRequest.objects.filter(session=request.session, status=ContentRequestStatus.OPEN)
    asked = [body for body in bodies if open_ones.filter(body=body).exists()]
    if asked:
        raise ValidationError({"bodies": f"Đang chờ đề xuất của {', '.join(map(str, asked))}: không đề nghị lần nữa."})
    names = ("locality", "session", "asked_on", "due_on", "document", "note")
    alike = {name: getattr(request, name) for name in names}
    return [create_request(ContentRequest(body=body, **alike), by=by) for body in bodies]


@transaction.atomic
def edit_request(request, *, by, related=None):
    """Save a request; what the body owes follows its day."""
    edit(request, by=by, related=related)
    if request.status == ContentRequestStatus.OPEN:
        deadlines.keep(request, deadlines.of_content_request(request), by=by)
    return request


@transaction.atomic
def answer_request(request, *, by, answered_on=None, answer_document=None, note=""):
    """The body has proposed all it wants to, or has nothing. The council's office may give the day."""
    day = answered_on if answered_on and _is_office(request, by) else timezone.localdate()
    if day < request.asked_on:
        words = f"Đề nghị ngày {screen(request.asked_on)}: ngày đề xuất phải từ ngày ấy."
        raise ValidationError({"answered_on": words})
    move(request, "answer", by=by, on=day, note=note, answered_on=day, answer_document=answer_document)
    deadlines.fulfil(request, on=day, by=by, evidence=str(answer_document or note or "Đã ghi nội dung đề xuất"))
    return request


@transaction.atomic
def cancel_request(request, *, by, reason):
    """No answer is needed any more."""
    move(request, "cancel", by=by, note=reason)
    deadlines.drop(request, on=timezone.localdate(), by=by, reason=reason)
    return request


@transaction.atomic
def reopen_request(request, *, by, note=""):
    """Ask again: what was answered or called off is owed once more."""
    check_preparing(request.session)
    fields = {"answered_on": None, "answer_document": None}
    _asked_once(request, lambda: move(request, "reopen", by=by, note=note, **fields))
    deadlines.take_back(request, deadlines.of_content_request(request), by=by, reason="Đề nghị lại.")
    return request


def _asked_once(request, save) -> None:
    """One open request per session and body, also when two clerks ask at the same moment."""
    _check_not_waiting(request)
    try:
        with transaction.atomic():
            save()
    except IntegrityError:
        _check_not_waiting(request)
        raise


def _check_not_waiting(request) -> None:
    if words := waiting_words(request):
        raise NotNow(words)


def check_preparing(session) -> None:
    """Raise NotNow when the session is past the time of asking."""
    if session.status not in (*SessionStatus.COMING, SessionStatus.POSTPONED):
        raise NotNow(f"{session}: {session.get_status_display()}, không nhận đề xuất nội dung nữa.")


# --- Proposals -----------------------------------------------------------------------------------------------------


@transaction.atomic
def propose(proposal, *, by, related=None):
    """A body proposes a content, itself or through the council's office."""
    check_preparing(proposal.session)
    create(proposal, by=by, related=related, on=proposal.proposed_on)
    write_concerns(proposal.session)
    standing = queries.standing_of(proposal.locality)
    _tell(standing, f"{proposal.from_body} đề xuất nội dung kỳ họp: {proposal.public_title}", proposal, by=by)
    return proposal


def edit_proposal(proposal, *, by, related=None):
    """Save a proposal that is not decided yet; only for those who speak for the body."""
    if not isinstance(by, System) and not acts_for(proposal.from_body, by.acting):
        raise Forbidden(f"Đề xuất này của {proposal.from_body}.")
    if proposal.status != ProposalStatus.PROPOSED:
        raise NotNow(f"Đề xuất đã {proposal.get_status_display()}: không sửa được nữa.")
    return edit(proposal, by=by, related=related)


@transaction.atomic
def accept_proposal(proposal, *, by, preparing_body=None, due_on=None, verifying_board=None, decided_on=None, note=""):
    """Onto the programme: an agenda item with who prepares it by when; a draft resolution is registered with it.

    The item rests on the conclusions of the session's joint conference, where one was held.
    """
    day = decided_on or timezone.localdate()
    preparing_body = preparing_body or proposal.from_body
    session = proposal.session
    check_preparing(session)
    item = AgendaItem(
        locality=proposal.locality,
        session=session,
        kind=proposal.kind,
        title=proposal.title,
        preparing_body=preparing_body,
        verifying_board=verifying_board,
        due_on=due_on,
        order=session.items.count() + 1,
        basis=conference_basis(session) or f"Đề xuất của {proposal.from_body}"[:300],
        draft=_registered(proposal, preparing_body, verifying_board, day, by=by),
    )
    create_item(item, by=by)
    move(proposal, "accept", by=by, on=day, note=note, decided_on=day, item=item)
    _tell(proposal.from_body, f"Đưa vào chương trình kỳ họp: {proposal.public_title}", proposal, by=by)
    return proposal


def _registered(proposal, preparing_body, board, day, *, by) -> DraftResolution | None:
    """The draft resolution that the proposal is, registered; nothing for other contents."""
    if proposal.kind != ItemKind.DRAFT:
        return None
    draft = DraftResolution(
        locality=proposal.locality,
        title=proposal.title,
        is_normative=proposal.is_normative,
        session=proposal.session,
        submitting_body=proposal.from_body,
        drafting_body=preparing_body,
        registered_on=day,
    )
    return create_draft(draft, by=by, related={"verifying_boards": [board]} if board else None)


def conference_basis(session) -> str:
    """What an item names as its ground that came out of the session's joint conference."""
    meeting = session.preparatory_meeting
    if meeting is None:
        return ""
    day = f" ngày {official(meeting.held_on)}" if meeting.held_on else ""
    return f"Kết luận {meeting.title}{day}"[:300]


@transaction.atomic
def decline_proposal(proposal, *, by, reason, decided_on=None):
    """Not on the programme, for a reason that the body reads."""
    day = decided_on or timezone.localdate()
    move(proposal, "decline", by=by, on=day, note=reason, decided_on=day, reason=reason)
    _tell(proposal.from_body, f"Không đưa vào chương trình kỳ họp: {proposal.public_title}. {reason}", proposal, by=by)
    return proposal


def withdraw_proposal(proposal, *, by, reason):
    """The body itself does not want it any more."""
    day = timezone.localdate()
    words = f"{WITHDRAWN}: {reason}"
    return move(proposal, "withdraw", by=by, on=day, note=reason, decided_on=day, reason=words)


def take_back_decision(proposal, *, by, note=""):
    """A declined proposal is considered again."""
    check_preparing(proposal.session)
    return move(proposal, "take_back", by=by, note=note, decided_on=None, reason="")


# --- Opinions of the Standing Committee ----------------------------------------------------------------------------


@transaction.atomic
def receive_opinion_request(request, *, by, related=None):
    """A dossier came for the Standing Committee's opinion; with a due day it owes the reply to the body that asks."""
    create(request, by=by, related=related, on=request.received_on)
    deadlines.keep(request, deadlines.of_opinion_request(request), by=by, opened_on=request.received_on)
    return request


@transaction.atomic
def edit_opinion_request(request, *, by, related=None):
    """Save a request; what the Standing Committee owes follows its day. Only for who speaks for the body asking."""
    if not isinstance(by, System) and not acts_for(request.from_body, by.acting):
        raise Forbidden(f"Việc này do {request.from_body} đề nghị.")
    if request.status not in OpinionStatus.OPEN and not _is_office(request, by):
        raise NotNow(f"Việc này {request.get_status_display()}: không sửa được nữa.")
    edit(request, by=by, related=related)
    if request.status in OpinionStatus.OPEN:
        deadlines.keep(request, deadlines.of_opinion_request(request), by=by)
    for opinion in request.board_opinions.all():
        write_concerns(opinion)
    return request


@transaction.atomic
def ask_boards(request, *, by, boards, due_on=None, note=""):
    """Hear boards before replying: each owes its opinion by the day."""
    boards = list(boards)
    known = [row.board for row in request.board_opinions.filter(board__in=boards).select_related("board")]
    if known:
        raise ValidationError({"boards": f"Đã hỏi {', '.join(map(str, known))} rồi."})
    move(request, "ask_boards", by=by, note=note)
    for board in boards:
        opinion = BoardOpinion(locality=request.locality, request=request, board=board, due_on=due_on)
        door.create(opinion, by=by)
        deadlines.keep(opinion, deadlines.of_board_opinion(opinion), by=by)
    write_concerns(request)
    return request


@transaction.atomic
def edit_board_opinion(opinion, *, by, related=None):
    """A board gives its opinion; the day of an opinion still to come is the council office's to set."""
    stored = BoardOpinion.objects.get(pk=opinion.pk)
    may_write = isinstance(by, System) or by.can(Permission.RESOLUTION_EDIT, opinion)
    if not may_write or not (isinstance(by, System) or acts_for(opinion.board, by.acting)):
        raise Forbidden(f"Ý kiến này của {opinion.board}.")
    if opinion.request.status not in OpinionStatus.OPEN:
        raise NotNow(f"Việc này {opinion.request.get_status_display()}: không ghi ý kiến được nữa.")
    edit(opinion, by=by, related=related)
    if opinion.given_on and not stored.given_on:
        deadlines.fulfil(opinion, on=opinion.given_on, by=by, evidence="Đã ghi ý kiến của Ban")
    elif stored.given_on and not opinion.given_on:
        deadlines.take_back(opinion, deadlines.of_board_opinion(opinion), by=by, reason="Bỏ ý kiến đã ghi.")
    else:
        deadlines.keep(opinion, deadlines.of_board_opinion(opinion), by=by)
    return opinion


@transaction.atomic
def reply_opinion(request, *, by, reply, replied_on=None, reply_document=None, sitting=None):
    """The Standing Committee replied; boards that were asked and said nothing owe it no more."""
    day = replied_on or timezone.localdate()
    if day < request.received_on:
        words = f"Nhận hồ sơ ngày {screen(request.received_on)}: ngày trả lời phải từ ngày ấy."
        raise ValidationError({"replied_on": words})
    fields = {"reply": reply, "replied_on": day, "reply_document": reply_document}
    fields |= {"sitting": sitting} if sitting else {}
    move(request, "reply", by=by, on=day, **fields)
    deadlines.fulfil(request, on=day, by=by, evidence=str(reply_document or "Đã trả lời"))
    _release_boards(request, by=by, reason="Thường trực HĐND đã trả lời.")
    _tell(request.from_body, f"Thường trực HĐND đã cho ý kiến: {request.public_title}", request, by=by)
    return request


def report_opinion(request, *, by, reported_to=None, note=""):
    """Told to the council at its next session."""
    session = reported_to or request.reported_to
    if session is None:
        raise ValidationError({"reported_to": "Chọn kỳ họp."})
    return move(request, "report", by=by, note=note, reported_to=session)


@transaction.atomic
def withdraw_opinion_request(request, *, by, reason):
    """The body does not ask any more: neither the Standing Committee nor a board owes an opinion."""
    move(request, "withdraw", by=by, note=reason)
    deadlines.drop(request, on=timezone.localdate(), by=by, reason=reason)
    _release_boards(request, by=by, reason=f"Rút đề nghị: {reason}")
    return request


def _release_boards(request, *, by, reason: str) -> None:
    for opinion in request.board_opinions.filter(given_on=None):
        deadlines.drop(opinion, on=timezone.localdate(), by=by, reason=reason)
