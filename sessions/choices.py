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


class ItemKind(models.TextChoices):
    """What is laid before a session."""

    REPORT = "report", "báo cáo"
    SUBMISSION = "submission", "tờ trình"
    DRAFT = "draft", "dự thảo nghị quyết"
    VERIFICATION = "verification", "báo cáo thẩm tra"
    OTHER = "other", "nội dung khác"


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
    PRESENT = "present", "có mặt"
    EXCUSED = "excused", "vắng có phép"
    ABSENT = "absent", "vắng không phép"


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
    APPRAISAL = "appraisal", "đang thẩm định"
    VERIFICATION = "verification", "đang thẩm tra"
    TO_SESSION = "to_session", "đã trình kỳ họp"
    ADOPTED = "adopted", "được thông qua"
    REJECTED = "rejected", "không được thông qua"
    WITHDRAWN = "withdrawn", "đã rút"

    OPEN = nonmember(("registered", "drafting", "consultation", "appraisal", "verification", "to_session"))
    LOOPING = nonmember(("consultation", "appraisal", "verification"))
    WITH_DELEGATES = nonmember(("to_session", "adopted", "rejected"))


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
