"""How requests for contents, proposals and requests for the Standing Committee's opinion move."""

from coordination.people.permissions import Permission
from coordination.workflow.table import Transition, transitions
from sessions.choices import ContentRequestStatus, OpinionStatus, ProposalStatus
from sessions.models import ContentProposal, ContentRequest, OpinionRequest


def acts_for(body, membership) -> bool:
    """Whether a membership speaks for a body: the council's office notes what came on paper from anybody; others for
    their own body and those it serves, a principal body also for the bodies under it."""
    if body is None or membership is None:
        return False
    if Permission.SESSION_EDIT in membership.role_class.permissions and membership.locality_id == body.locality_id:
        return True
    return body.pk in membership.body_ids or body.principal.pk in membership.body_ids


def waiting_words(request) -> str | None:
    """Why a body cannot be asked (again) for a session: another request to it is still open."""
    same = ContentRequest.objects.filter(session=request.session_id, body=request.body_id)
    waits = same.filter(status=ContentRequestStatus.OPEN).exclude(pk=request.pk).exists()
    return f"Đang chờ đề xuất của {request.body}: không đề nghị lần nữa." if waits else None


CONTENT_REQUEST = transitions(
    ContentRequest,
    Transition("ask", "Đề nghị đề xuất nội dung", (), ContentRequestStatus.OPEN, Permission.SESSION_EDIT),
    Transition(
        "answer",
        "Ghi đã đề xuất xong",
        (ContentRequestStatus.OPEN,),
        ContentRequestStatus.ANSWERED,
        Permission.SESSION_SUBMIT,
        primary=True,
        whose=lambda request, membership: acts_for(request.body, membership),
    ),
    Transition(
        "cancel",
        "Thôi đề nghị",
        (ContentRequestStatus.OPEN,),
        ContentRequestStatus.CANCELLED,
        Permission.SESSION_EDIT,
    ),
    Transition(
        "reopen",
        "Đề nghị lại",
        (ContentRequestStatus.ANSWERED, ContentRequestStatus.CANCELLED),
        ContentRequestStatus.OPEN,
        Permission.SESSION_EDIT,
        unless=waiting_words,
    ),
)

CONTENT_PROPOSAL = transitions(
    ContentProposal,
    Transition(
        "propose",
        "Đề xuất nội dung",
        (),
        ProposalStatus.PROPOSED,
        Permission.SESSION_SUBMIT,
        whose=lambda proposal, membership: acts_for(proposal.from_body, membership),
    ),
    Transition(
        "accept",
        "Đưa vào chương trình",
        (ProposalStatus.PROPOSED,),
        ProposalStatus.ACCEPTED,
        Permission.SESSION_EDIT,
        primary=True,
    ),
    Transition(
        "decline",
        "Không đưa vào chương trình",
        (ProposalStatus.PROPOSED,),
        ProposalStatus.DECLINED,
        Permission.SESSION_EDIT,
    ),
    Transition(
        "withdraw",
        "Rút đề xuất",
        (ProposalStatus.PROPOSED,),
        ProposalStatus.DECLINED,
        Permission.SESSION_SUBMIT,
        whose=lambda proposal, membership: acts_for(proposal.from_body, membership),
    ),
    Transition(
        "take_back",
        "Xem xét lại",
        (ProposalStatus.DECLINED,),
        ProposalStatus.PROPOSED,
        Permission.SESSION_EDIT,
    ),
)

OPINION = transitions(
    OpinionRequest,
    Transition(
        "receive",
        "Ghi việc xin ý kiến",
        (),
        OpinionStatus.RECEIVED,
        Permission.SESSION_SUBMIT,
        whose=lambda request, membership: acts_for(request.from_body, membership),
    ),
    Transition(
        "ask_boards",
        "Lấy ý kiến các Ban",
        OpinionStatus.OPEN,
        OpinionStatus.WITH_BOARDS,
        Permission.SESSION_EDIT,
    ),
    Transition(
        "reply",
        "Trả lời",
        OpinionStatus.OPEN,
        OpinionStatus.REPLIED,
        Permission.SESSION_EDIT,
        primary=True,
    ),
    Transition(
        "report",
        "Báo cáo tại kỳ họp",
        (OpinionStatus.REPLIED,),
        OpinionStatus.REPORTED,
        Permission.SESSION_EDIT,
        primary=True,
    ),
    Transition(
        "withdraw",
        "Rút đề nghị",
        OpinionStatus.OPEN,
        OpinionStatus.WITHDRAWN,
        Permission.SESSION_SUBMIT,
        whose=lambda request, membership: acts_for(request.from_body, membership),
    ),
)
