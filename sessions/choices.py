"""Closed vocabularies of sessions, agenda, questioning and resolutions. Groups of states stand beside them."""

from enum import nonmember

from django.db import models


class SessionKind(models.TextChoices):
    """Kinds of sessions; *bất thường* was the name of an extra session until 30/6/2020."""

    REGULAR = "regular", "thường lệ"
    THEMATIC = "thematic", "chuyên đề"
    AD_HOC = "ad_hoc", "giải quyết công việc phát sinh đột xuất"
    FIRST = "first", "thứ nhất của nhiệm kỳ"
    EXTRAORDINARY = "extraordinary", "bất thường"


class SessionPart(models.TextChoices):
    """Which of the two regular sessions of a year."""

    MID_YEAR = "mid_year", "giữa năm"
    YEAR_END = "year_end", "cuối năm"


class SessionStatus(models.TextChoices):
    PREPARING = "preparing", "đang chuẩn bị"
    CONVENED = "convened", "đã triệu tập"
    OPEN = "open", "đang họp"
    CLOSED = "closed", "đã họp xong"
    POSTPONED = "postponed", "hoãn"
    CANCELLED = "cancelled", "không tổ chức"

    COMING = nonmember(("preparing", "convened"))
    HELD = nonmember(("open", "closed"))


class SittingKind(models.TextChoices):
    REGULAR = "regular", "định kỳ"
    URGENT = "urgent", "đột xuất"
    EXPLANATION = "explanation", "giải trình"
    QUESTIONING = "questioning", "chất vấn giữa hai kỳ họp"


class ItemKind(models.TextChoices):
    """What is laid before a session."""

    REPORT = "report", "báo cáo"
    SUBMISSION = "submission", "tờ trình"
    SCHEME = "scheme", "đề án"
    DRAFT = "draft", "dự thảo nghị quyết"
    VERIFICATION = "verification", "báo cáo thẩm tra"
    PERSONNEL = "personnel", "công tác nhân sự"
    QUESTIONING = "questioning", "chất vấn và trả lời chất vấn"
    PROCEDURE = "procedure", "nghi thức, thủ tục"
    OTHER = "other", "nội dung khác"

    WITHOUT_DOCUMENTS = nonmember(("questioning", "procedure"))


class DocumentRole(models.TextChoices):
    """What a document of an agenda item is: the checklist of the readiness board asks for some of them."""

    SUBMISSION = "submission", "tờ trình"
    REPORT = "report", "báo cáo"
    SCHEME = "scheme", "đề án"
    DRAFT = "draft", "dự thảo nghị quyết"
    EXPLANATION = "explanation", "báo cáo tiếp thu, giải trình"
    APPRAISAL = "appraisal", "báo cáo thẩm định"
    CRITICISM = "criticism", "văn bản phản biện xã hội"
    VERIFICATION = "verification", "báo cáo thẩm tra"
    ANNEX = "annex", "phụ lục"
    OTHER = "other", "tài liệu khác"


class ContentRequestStatus(models.TextChoices):
    OPEN = "open", "chờ đề xuất"
    ANSWERED = "answered", "đã đề xuất"
    CANCELLED = "cancelled", "không cần nữa"


class ProposalStatus(models.TextChoices):
    PROPOSED = "proposed", "chờ quyết định"
    ACCEPTED = "accepted", "đưa vào chương trình"
    DECLINED = "declined", "không đưa vào"


class OpinionStatus(models.TextChoices):
    """A request for the Standing Committee's opinion between two sessions."""

    RECEIVED = "received", "chờ cho ý kiến"
    WITH_BOARDS = "with_boards", "đang lấy ý kiến các Ban"
    REPLIED = "replied", "đã trả lời"
    REPORTED = "reported", "đã báo cáo kỳ họp"
    WITHDRAWN = "withdrawn", "rút đề nghị"

    OPEN = nonmember(("received", "with_boards"))


class Activity(models.TextChoices):
    """What the time of a session is spent on."""

    REPORTS = "reports", "trình bày báo cáo, tờ trình"
    DISCUSSION = "discussion", "thảo luận"
    QUESTIONING = "questioning", "chất vấn và trả lời chất vấn"
    VOTING = "voting", "biểu quyết, thông qua"
    OTHER = "other", "việc khác"


class BallotMethod(models.TextChoices):
    SHOW_OF_HANDS = "hands", "giơ tay"
    SECRET = "secret", "bỏ phiếu kín"
    ELECTRONIC = "electronic", "hệ thống điện tử"


class BallotBase(models.TextChoices):
    """Of whom the majority is counted."""

    ALL_DELEGATES = "all", "tổng số đại biểu HĐND"
    PRESENT = "present", "số đại biểu có mặt"


class MajorityCase(models.TextChoices):
    """What a ballot decides, as far as the law asks for a majority of its own. Not stored: the version says it."""

    RESOLUTION = "resolution", "thông qua nghị quyết"
    NORMATIVE = "normative", "thông qua nghị quyết quy phạm pháp luật"
    REMOVAL = "removal", "bãi nhiệm đại biểu HĐND"
    CONCLUSION = "conclusion", "kết luận phiên giải trình"
    UNKNOWN = "unknown", "việc khác, chưa có quy định trong chương trình"


class BallotChoiceKind(models.TextChoices):
    FOR = "for", "tán thành"
    AGAINST = "against", "không tán thành"
    BLANK = "blank", "không biểu quyết"


class TopicReason(models.TextChoices):
    """Why a group of questions is put on the agenda (Nghị quyết 594/NQ-UBTVQH15)."""

    BURNING = "burning", "vấn đề bức xúc, nổi lên"
    VIOLATION = "violation", "có dấu hiệu vi phạm"
    NOT_ACCEPTED = "not_accepted", "đã trả lời nhưng đại biểu chưa đồng ý"
    OTHER = "other", "lý do khác"


class TopicStatus(models.TextChoices):
    PROPOSED = "proposed", "đề xuất"
    CHOSEN = "chosen", "chất vấn tại kỳ họp"
    WRITTEN = "written", "trả lời bằng văn bản"
    DROPPED = "dropped", "không chọn"


class QuestionVia(models.TextChoices):
    SLIP = "slip", "phiếu chất vấn"
    FLOOR = "floor", "tại hội trường"
    PROMISE = "promise", "lời hứa khi trả lời chất vấn khác"

    ASKED = nonmember(("slip", "floor"))


class PersonnelKind(models.TextChoices):
    ELECT = "elect", "bầu"
    RELIEVE = "relieve", "miễn nhiệm"
    DISMISS = "dismiss", "bãi nhiệm"
    REMOVE = "remove", "cho thôi làm nhiệm vụ đại biểu"
    CONFIDENCE = "confidence", "lấy phiếu, bỏ phiếu tín nhiệm"

    ENDS_POST = nonmember(("relieve", "dismiss"))


class PersonnelStatus(models.TextChoices):
    PROPOSED = "proposed", "đã trình"
    APPROVED = "approved", "được thông qua"
    REJECTED = "rejected", "không được thông qua"
    CONFIRMED = "confirmed", "đã phê chuẩn"
    WITHDRAWN = "withdrawn", "rút"


class ResolutionChangeKind(models.TextChoices):
    AMENDED = "amended", "sửa đổi, bổ sung"
    REPLACED = "replaced", "thay thế"
    REPEALED = "repealed", "bãi bỏ"
    SUSPENDED = "suspended", "ngưng hiệu lực"
    RESUMED = "resumed", "hết thời gian ngưng"
    EXPIRED = "expired", "hết hiệu lực theo thời hạn"

    ENDING = nonmember(("replaced", "repealed", "expired"))


class StepKind(models.TextChoices):
    """Steps of a draft resolution that have a day, a body and mostly a rule of their own."""

    ASSIGNMENT = "assignment", "phân công soạn thảo"
    DRAFTING = "drafting", "soạn thảo"
    POSTING = "posting", "đăng tải lấy ý kiến"
    CONSULTATION = "consultation", "lấy ý kiến cơ quan, đơn vị"
    CRITICISM = "criticism", "phản biện xã hội của MTTQ"
    APPRAISAL = "appraisal", "thẩm định"
    APPROVAL = "approval", "UBND thông qua"
    DOSSIER = "dossier", "gửi hồ sơ thẩm tra"
    VERIFICATION = "verification", "thẩm tra"
    DELEGATES = "delegates", "gửi đại biểu"
    DEBATE = "debate", "thảo luận tại kỳ họp"
    REVISION = "revision", "chỉnh lý tại kỳ họp"
    VOTE = "vote", "biểu quyết"


class ItemStatus(models.TextChoices):
    EXPECTED = "expected", "chưa nhận"
    RECEIVED = "received", "đã nhận"
    VERIFIED = "verified", "đã thẩm tra"
    SENT = "sent_to_delegates", "đã gửi đại biểu"
    WITHDRAWN = "withdrawn", "rút"
    POSTPONED = "postponed", "lùi thời gian trình"

    RECEIVED_AND_ON = nonmember(("received", "verified", "sent_to_delegates"))
    STOPPED = nonmember(("withdrawn", "postponed"))


class Stage(models.TextChoices):
    """How ready an item is as of a day: the shares of the readiness board, with its words."""

    SENT = "sent", "Gửi đại biểu"
    WORKING = "working", "Đã nhận, đang thẩm tra"
    WAITING = "waiting", "Chưa đến hạn"
    OVERDUE = "overdue", "Quá hạn"
    STOPPED = "stopped", "Rút, lùi"

    COUNTED = nonmember(("sent", "working", "waiting", "overdue"))


class Audience(models.TextChoices):
    """Who may read a session document."""

    INSIDE = "inside", "trong các cơ quan chuẩn bị"
    DELEGATES = "delegates", "đại biểu"
    PUBLIC = "public", "công khai"

    WITH_DELEGATES = nonmember(("delegates", "public"))


class Presence(models.TextChoices):
    INVITED = "invited", "được mời"
    PRESENT = "present", "có mặt"
    EXCUSED = "excused", "vắng có phép"
    ABSENT = "absent", "vắng không phép"

    CALLED = nonmember(("present", "excused", "absent"))
    """What the roll says; only guests are written down before it is called."""


class QuestionStatus(models.TextChoices):
    PUT = "put", "chờ trả lời"
    ANSWERED = "answered", "đã trả lời"
    PROMISED = "promised", "đã hứa, chờ thực hiện"
    DONE = "done", "đã kết thúc"

    OPEN = nonmember(("put", "answered", "promised"))


class AnswerMode(models.TextChoices):
    SPOKEN = "spoken", "trả lời tại kỳ họp"
    WRITTEN = "written", "trả lời bằng văn bản"


class Procedure(models.TextChoices):
    ORDINARY = "ordinary", "đầy đủ"
    SHORTENED = "shortened", "rút gọn"


class ShortenedGround(models.TextChoices):
    """The closed list of cases that allow the shortened procedure (Luật Ban hành VBQPPL 2025, Điều 50)."""

    EMERGENCY = "emergency", "tình trạng khẩn cấp, sự cố đột xuất"
    PRACTICAL_NEED = "practical_need", "vấn đề cấp bách của thực tiễn"
    SUSPENSION = "suspension", "ngưng hoặc kéo dài hiệu lực của văn bản"
    NEW_LAW = "new_law", "sửa ngay cho phù hợp với văn bản mới, điều ước quốc tế"
    PERIOD = "period", "điều chỉnh thời gian áp dụng của văn bản"
    DETAIL = "detail", "quy định chi tiết văn bản đang làm theo trình tự rút gọn"


class DraftStatus(models.TextChoices):
    REGISTERED = "registered", "đã đăng ký"
    DRAFTING = "drafting", "đang soạn thảo"
    CONSULTATION = "consultation", "đang lấy ý kiến"
    CRITICISM = "criticism", "đang phản biện"
    APPRAISAL = "appraisal", "đang thẩm định"
    APPROVAL = "approval", "chờ UBND thông qua"
    VERIFICATION = "verification", "đang thẩm tra"
    TO_SESSION = "to_session", "đã trình kỳ họp"
    REVISION = "revision", "đang chỉnh lý tại kỳ họp"
    ADOPTED = "adopted", "được thông qua"
    REJECTED = "rejected", "không được thông qua"
    WITHDRAWN = "withdrawn", "đã rút"

    OPEN = nonmember(
        (
            "registered",
            "drafting",
            "consultation",
            "criticism",
            "appraisal",
            "approval",
            "verification",
            "to_session",
            "revision",
        )
    )
    LOOPING = nonmember(("consultation", "criticism", "appraisal", "approval", "verification"))
    WITH_DELEGATES = nonmember(("to_session", "revision", "adopted", "rejected"))


class CommentKind(models.TextChoices):
    """Three different acts: consulted bodies, the Front, the justice body."""

    CONSULTATION = "consultation", "góp ý"
    CRITICISM = "criticism", "phản biện xã hội"
    APPRAISAL = "appraisal", "thẩm định"


class CommentAnswer(models.TextChoices):
    ACCEPTED = "accepted", "tiếp thu"
    DECLINED = "declined", "không tiếp thu"
    EXPLAINED = "explained", "giải trình"


class ResolutionField(models.TextChoices):
    """What a resolution is about, as the offices group them."""

    ORGANISATION = "organisation", "tổ chức bộ máy, nhân sự"
    ECONOMY = "economy", "kinh tế - xã hội"
    BUDGET = "budget", "ngân sách, đầu tư công"
    INVESTMENT = "investment", "chủ trương đầu tư"
    LAND_RECOVERY = "land_recovery", "thu hồi đất"
    LAND_USE = "land_use", "chuyển mục đích sử dụng đất"
    PLANNING = "planning", "quy hoạch"
    POLICY = "policy", "cơ chế, chính sách"
    CULTURE = "culture", "văn hóa - xã hội"
    SECURITY = "security", "quốc phòng, an ninh, pháp chế"
    OVERSIGHT = "oversight", "giám sát, chất vấn"
    OTHER = "other", "lĩnh vực khác"


class TaskStatus(models.TextChoices):
    OPEN = "open", "đang thực hiện"
    DONE = "done", "đã xong"


class TaskCondition(models.TextChoices):
    """How a task stands on a day: each task is in exactly one of them."""

    IN_TIME = "in_time", "xong đúng hạn"
    DONE_LATE = "done_late", "xong sau hạn"
    RUNNING = "running", "đang thực hiện, chưa đến hạn"
    OVERDUE = "overdue", "quá hạn, chưa xong"


class HandoverStatus(models.TextChoices):
    OPEN = "open", "đang bàn giao"
    CLOSED = "closed", "đã chốt biên bản"


class HandoverState(models.TextChoices):
    """What came of one thing that is handed over."""

    WAITING = "waiting", "chờ nhận"
    ACCEPTED = "accepted", "đã nhận"
    RETURNED = "returned", "trả lại"


class HandoverStanding(models.TextChoices):
    """How it stands now: each row is in exactly one of them, so that the numbers of the minutes close."""

    ACCEPTED = "accepted", "đã nhận"
    RETURNED = "returned", "trả lại"
    FINISHED = "finished", "đã xong từ khi lập"
    WAITING = "waiting", "còn chờ nhận"
