"""Closed vocabularies of obligations."""

from enum import nonmember

from django.db import models

from coordination.deadlines.calendar import DayKind, Direction, Sense, Unit

UNITS = [
    (Unit.CALENDAR_DAY, "ngày"),
    (Unit.WORKING_DAY, "ngày làm việc"),
    (Unit.WEEK, "tuần"),
    (Unit.MONTH, "tháng"),
    (Unit.QUARTER, "quý"),
    (Unit.HALF_YEAR, "nửa năm"),
    (Unit.YEAR, "năm"),
]
DIRECTIONS = [(Direction.AFTER, "sau mốc"), (Direction.BEFORE, "trước mốc")]
SENSES = [(Sense.AT_MOST, "chậm nhất"), (Sense.AT_LEAST, "ít nhất")]
DAY_KINDS = [
    (DayKind.HOLIDAY, "nghỉ lễ, Tết"),
    (DayKind.COMPENSATORY_OFF, "nghỉ bù"),
    (DayKind.SWAP_OFF, "nghỉ hoán đổi"),
    (DayKind.MAKEUP_WORKING, "làm bù"),
    (DayKind.ORDINARY, "ngày thường (không nghỉ)"),
]


class BasisKind(models.TextChoices):
    """Where the due day comes from: a rule of law or of the regulation, or a set date (ấn định)."""

    RULE = "rule", "quy định về thời hạn"
    DISPATCH = "dispatch", "văn bản giao việc"
    CLAUSE = "clause", "điều khoản quy chế"
    PROMISE = "promise", "lời hứa, cam kết"
    CONCLUSION = "conclusion", "kết luận cuộc họp"
    OTHER = "other", "ấn định khác"

    SET = nonmember(("dispatch", "clause", "promise", "conclusion", "other"))


class ObligationStatus(models.TextChoices):
    """Overdue is no status: it is computed from the due day (`ObligationQuerySet.overdue`)."""

    OPEN = "open", "chưa làm"
    DONE = "done", "đã làm"
    WAIVED = "waived", "được miễn"

    FINISHED = nonmember(("done", "waived"))


class Standing(models.TextChoices):
    """How an obligation stands on a day; filter words of lists."""

    OPEN = "chua-lam", "chưa làm"
    TODAY = "hom-nay", "đến hạn hôm nay"
    SOON = "sap-den", "sắp đến hạn"
    OVERDUE = "qua-han", "quá hạn"
    SERIOUS = "qua-han-nang", "quá hạn nghiêm trọng"
    PAUSED = "tam-dung", "đang tạm dừng"
    LATER = "con-xa", "hạn còn xa"
    MET = "dung-han", "xong đúng hạn"
    DONE_LATE = "xong-tre", "xong, trễ hạn"
    WAIVED = "duoc-mien", "được miễn"


class Scope(models.TextChoices):
    """Whose work is meant, seen from the acting membership."""

    MINE = "toi", "việc của tôi"
    UNIT = "don-vi", "việc của đơn vị"
    AWAITED_BY_ME = "toi-cho", "tôi chờ cơ quan khác"
    AWAITED_BY_UNIT = "don-vi-cho", "đơn vị chờ cơ quan khác"


class RuleKind(models.TextChoices):
    """What a rule says: a period from an anchor, so many times a period, a day of the year, or a share of votes."""

    DURATION = "duration", "thời hạn"
    FREQUENCY = "frequency", "định kỳ"
    FIXED_DATE = "fixed_date", "ngày cố định"
    THRESHOLD = "threshold", "tỷ lệ tối thiểu"


class Section(models.TextChoices):
    """What of the work a rule belongs to."""

    SESSIONS = "sessions", "Kỳ họp"
    DRAFTS = "drafts", "Dự thảo nghị quyết"
    CONTACT = "contact", "Tiếp xúc cử tri, kiến nghị"
    OVERSIGHT = "oversight", "Giám sát"
    FRONT = "front", "Mặt trận: giám sát, phản biện"
    COMPLAINTS = "complaints", "Khiếu nại"
    DENUNCIATIONS = "denunciations", "Tố cáo"
    RECEPTION = "reception", "Tiếp công dân"
    LOCAL = "local", "Quy định của địa phương"


class Verification(models.TextChoices):
    """How sure we are of a value. Only the first was read in the text of the article; the last warns, never blocks."""

    VERIFIED = "verified", "Đã đối chiếu văn bản"
    SECONDARY = "secondary", "Theo nguồn thứ cấp"
    UNVERIFIED = "unverified", "Chưa kiểm chứng"


class ClockKind(models.TextChoices):
    """What happens to a running clock."""

    PAUSE = "pause", "tạm dừng"
    RESUME = "resume", "tính tiếp"
    EXTENSION = "extension", "gia hạn"
    TRANSITION = "transition", "chuyển sang quy định mới"


class PauseCategory(models.TextChoices):
    """Why a clock stands still."""

    VERIFICATION = "verification", "chờ xác minh, giám định"
    OPINION = "opinion", "chờ ý kiến cơ quan khác"
    DOSSIER = "dossier", "chờ bổ sung hồ sơ"
    PERSON = "person", "chờ người có đơn"
    SUSPENSION = "suspension", "có quyết định tạm đình chỉ"
    OTHER = "other", "lý do khác"


class LateCause(models.TextChoices):
    """Why something was late: asked when a late duty is closed, counted by the yearly review."""

    LATE_INPUT = "late_input", "tài liệu, ý kiến đầu vào đến chậm"
    UNCLEAR_COMPETENCE = "unclear_competence", "chưa rõ thẩm quyền"
    COMPLEX = "complex", "vụ việc phức tạp"
    RESOURCES = "resources", "thiếu người, thiếu kinh phí"
    LAW = "law", "vướng quy định"
    OVERSIGHT = "oversight", "bỏ sót, theo dõi chưa sát"
    FORCE_MAJEURE = "force_majeure", "thiên tai, sự kiện bất khả kháng"
    OTHER = "other", "lý do khác"


class DayStatus(models.TextChoices):
    """Whether the competent authority has decided."""

    OFFICIAL = "official", "chính thức"
    PROVISIONAL = "provisional", "dự kiến"


class ChangeState(models.TextChoices):
    """Where a change of the calendar stands: gathered, reckoned, in force, or given up."""

    DRAFT = "draft", "đang soạn"
    RECKONING = "reckoning", "đang tính ảnh hưởng"
    PREVIEWED = "previewed", "đã tính ảnh hưởng"
    APPLYING = "applying", "đang áp dụng"
    APPLIED = "applied", "đã áp dụng"
    DISCARDED = "discarded", "đã bỏ"


class Audience(models.TextChoices):
    """Who is reminded at a step of the ladder."""

    ASSIGNEE = "assignee", "người được giao"
    HEAD = "head", "thủ trưởng đơn vị"
    OFFICE = "office", "Văn phòng HĐND"
    STANDING = "standing", "Thường trực HĐND"
