"""The letters that can be drafted from sessions, sittings and resolutions, in the order in which they are offered."""

from coordination.documents.choices import DocumentKind
from coordination.documents.letters import LetterKind, register
from coordination.people.permissions import Permission
from coordination.workflow import panels
from sessions.letters import after, before, panel, resolution
from sessions.models import Resolution

SESSION, SITTING, RESOLUTION = (
    "council_sessions.CouncilSession",
    "council_sessions.Sitting",
    "council_sessions.Resolution",
)
KINDS = (
    LetterKind(
        "session-contents",
        "Đề nghị đề xuất nội dung",
        (SESSION,),
        DocumentKind.DISPATCH,
        Permission.SESSION_EDIT,
        before.ask_for_contents,
        issued=before.contents_asked,
    ),
    LetterKind(
        "session-documents",
        "Đề nghị gửi tài liệu",
        (SESSION, SITTING),
        DocumentKind.DISPATCH,
        Permission.SESSION_EDIT,
        before.ask_for_documents,
    ),
    LetterKind(
        "session-convening",
        "Quyết định triệu tập",
        (SESSION,),
        DocumentKind.DECISION,
        Permission.SESSION_EDIT,
        before.convene,
        issued=before.keeps("convening_document"),
    ),
    LetterKind(
        "session-invitation",
        "Giấy mời",
        (SESSION, SITTING),
        DocumentKind.INVITATION,
        Permission.SESSION_EDIT,
        before.invite,
        issued=before.invited,
    ),
    LetterKind(
        "conference-conclusion",
        "Thông báo kết luận hội nghị liên tịch",
        (SESSION,),
        DocumentKind.NOTICE,
        Permission.SESSION_EDIT,
        after.conference_conclusion,
        when=lambda session: session.preparatory_meeting_id is not None,
        issued=after.conference_concluded,
    ),
    LetterKind(
        "sitting-conclusion",
        "Thông báo kết luận phiên họp",
        (SITTING,),
        DocumentKind.NOTICE,
        Permission.SESSION_EDIT,
        after.sitting_conclusion,
        issued=before.keeps("conclusion_document"),
    ),
    LetterKind(
        "session-minutes",
        "Biên bản kỳ họp",
        (SESSION,),
        DocumentKind.MINUTES,
        Permission.SESSION_EDIT,
        after.minutes,
        when=lambda session: session.opened_on is not None,
        issued=before.keeps("minutes_document"),
    ),
    LetterKind(
        "sitting-minutes",
        "Biên bản phiên họp",
        (SITTING,),
        DocumentKind.MINUTES,
        Permission.SESSION_EDIT,
        after.minutes,
    ),
    LetterKind(
        "resolution",
        "Nghị quyết",
        (RESOLUTION,),
        DocumentKind.RESOLUTION,
        Permission.RESOLUTION_EDIT,
        resolution.compose,
        reference=resolution.reference,
    ),
)

for kind in KINDS:
    register(kind)
panels.add(Resolution, panel.of_resolution)
