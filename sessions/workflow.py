"""How sessions, agenda items, questions, drafts and tasks move: one table each."""

from coordination.people.permissions import Permission
from coordination.workflow.table import Transition, transitions
from sessions.choices import DraftStatus, ItemStatus, QuestionStatus, SessionStatus, TaskStatus
from sessions.models import AgendaItem, CouncilSession, DraftResolution, Question, ResolutionTask

SESSION = transitions(
    CouncilSession,
    Transition("plan", "Lập kỳ họp", (), SessionStatus.PREPARING, Permission.SESSION_EDIT),
    Transition(
        "convene",
        "Triệu tập kỳ họp",
        (SessionStatus.PREPARING,),
        SessionStatus.CONVENED,
        Permission.SESSION_EDIT,
        primary=True,
    ),
    Transition(
        "open",
        "Khai mạc kỳ họp",
        (SessionStatus.CONVENED,),
        SessionStatus.OPEN,
        Permission.SESSION_EDIT,
        primary=True,
        announced=(SessionStatus.PREPARING,),
        not_yet="Kỳ họp chưa được triệu tập.",
    ),
    Transition(
        "close", "Bế mạc kỳ họp", (SessionStatus.OPEN,), SessionStatus.CLOSED, Permission.SESSION_EDIT, primary=True
    ),
    Transition("postpone", "Hoãn kỳ họp", SessionStatus.COMING, SessionStatus.POSTPONED, Permission.SESSION_EDIT),
    Transition(
        "resume",
        "Chuẩn bị lại kỳ họp",
        (SessionStatus.POSTPONED,),
        SessionStatus.PREPARING,
        Permission.SESSION_EDIT,
        primary=True,
    ),
    Transition(
        "cancel",
        "Thôi tổ chức kỳ họp",
        (*SessionStatus.COMING, SessionStatus.POSTPONED),
        SessionStatus.CANCELLED,
        Permission.SESSION_EDIT,
    ),
)

ITEM = transitions(
    AgendaItem,
    Transition("plan", "Thêm nội dung", (), ItemStatus.EXPECTED, Permission.SESSION_EDIT),
    Transition(
        "receive",
        "Ghi đã nộp tài liệu",
        (ItemStatus.EXPECTED,),
        ItemStatus.RECEIVED,
        Permission.SESSION_SUBMIT,
        primary=True,
    ),
    Transition(
        "verify",
        "Ghi đã thẩm tra",
        (ItemStatus.RECEIVED,),
        ItemStatus.VERIFIED,
        Permission.RESOLUTION_EDIT,
        announced=(ItemStatus.EXPECTED,),
        not_yet="Chưa nhận được tài liệu.",
    ),
    Transition(
        "send",
        "Gửi đại biểu",
        (ItemStatus.RECEIVED, ItemStatus.VERIFIED),
        ItemStatus.SENT,
        Permission.SESSION_EDIT,
        primary=True,
        announced=(ItemStatus.EXPECTED,),
        not_yet="Chưa nhận được tài liệu.",
    ),
    Transition(
        "postpone",
        "Lùi thời gian trình",
        (ItemStatus.EXPECTED, ItemStatus.RECEIVED, ItemStatus.VERIFIED),
        ItemStatus.POSTPONED,
        Permission.SESSION_EDIT,
    ),
    Transition(
        "withdraw",
        "Rút khỏi chương trình",
        (ItemStatus.EXPECTED, ItemStatus.RECEIVED, ItemStatus.VERIFIED),
        ItemStatus.WITHDRAWN,
        Permission.SESSION_EDIT,
    ),
    Transition("restore", "Đưa lại vào chương trình", ItemStatus.STOPPED, ItemStatus.EXPECTED, Permission.SESSION_EDIT),
)

QUESTION = transitions(
    Question,
    Transition("put", "Ghi chất vấn", (), QuestionStatus.PUT, Permission.QUESTION_ASK),
    Transition(
        "answer",
        "Trả lời bằng văn bản",
        (QuestionStatus.PUT,),
        QuestionStatus.ANSWERED,
        Permission.QUESTION_ANSWER,
        primary=True,
    ),
    Transition(
        "hear",
        "Ghi trả lời tại kỳ họp",
        (QuestionStatus.PUT,),
        QuestionStatus.ANSWERED,
        Permission.SESSION_EDIT,
        primary=True,
    ),
    Transition(
        "promise",
        "Ghi lời hứa",
        (QuestionStatus.PUT, QuestionStatus.ANSWERED),
        QuestionStatus.PROMISED,
        Permission.SESSION_EDIT,
    ),
    Transition(
        "keep",
        "Ghi đã làm đúng lời hứa",
        (QuestionStatus.PROMISED,),
        QuestionStatus.DONE,
        Permission.SESSION_EDIT,
        primary=True,
    ),
    Transition("finish", "Kết thúc chất vấn", (QuestionStatus.ANSWERED,), QuestionStatus.DONE, Permission.SESSION_EDIT),
)

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

TASK = transitions(
    ResolutionTask,
    Transition("assign", "Giao nhiệm vụ", (), TaskStatus.OPEN, Permission.RESOLUTION_EDIT),
    Transition("finish", "Ghi đã xong", (TaskStatus.OPEN,), TaskStatus.DONE, Permission.OBLIGATION_CLOSE, primary=True),
    Transition("reopen", "Mở lại nhiệm vụ", (TaskStatus.DONE,), TaskStatus.OPEN, Permission.RESOLUTION_EDIT),
)
