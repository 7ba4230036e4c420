"""How draft resolutions move."""

from coordination.people.permissions import Permission
from coordination.workflow.table import Transition, transitions
from sessions.choices import DraftStatus
from sessions.models import DraftResolution

DRAFT = transitions(
    DraftResolution,
    Transition("register", "Đăng ký dự thảo", (), DraftStatus.REGISTERED, Permission.RESOLUTION_EDIT),
    Transition(
        "draft",
        "Giao soạn thảo",
        (DraftStatus.REGISTERED,),
        DraftStatus.DRAFTING,
        Permission.RESOLUTION_EDIT,
        primary=True,
    ),
    Transition(
        "consult",
        "Lấy ý kiến",
        (DraftStatus.DRAFTING,),
        DraftStatus.CONSULTATION,
        Permission.RESOLUTION_EDIT,
        primary=True,
    ),
    Transition(
        "appraise",
        "Chuyển thẩm định",
        (DraftStatus.DRAFTING, DraftStatus.CONSULTATION),
        DraftStatus.APPRAISAL,
        Permission.RESOLUTION_EDIT,
    ),
    Transition(
        "verify",
        "Chuyển thẩm tra",
        (DraftStatus.DRAFTING, DraftStatus.CONSULTATION, DraftStatus.APPRAISAL),
        DraftStatus.VERIFICATION,
        Permission.RESOLUTION_EDIT,
    ),
    Transition(
        "lay",
        "Trình kỳ họp",
        (DraftStatus.VERIFICATION,),
        DraftStatus.TO_SESSION,
        Permission.RESOLUTION_EDIT,
        primary=True,
        unless=lambda draft: None if draft.session_id else "Chưa chọn kỳ họp dự kiến trình.",
        announced=(DraftStatus.CONSULTATION, DraftStatus.APPRAISAL),
        not_yet="Dự thảo chưa qua thẩm tra.",
    ),
    Transition(
        "return",
        "Trả lại để hoàn thiện",
        DraftStatus.LOOPING,
        DraftStatus.DRAFTING,
        Permission.RESOLUTION_EDIT,
    ),
    Transition(
        "adopt",
        "Ghi được thông qua",
        (DraftStatus.TO_SESSION,),
        DraftStatus.ADOPTED,
        Permission.RESOLUTION_EDIT,
        primary=True,
    ),
    Transition(
        "reject",
        "Ghi không được thông qua",
        (DraftStatus.TO_SESSION,),
        DraftStatus.REJECTED,
        Permission.RESOLUTION_EDIT,
    ),
    Transition("withdraw", "Rút dự thảo", DraftStatus.OPEN, DraftStatus.WITHDRAWN, Permission.RESOLUTION_EDIT),
)
