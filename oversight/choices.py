"""Closed vocabularies of oversight."""

from enum import nonmember

from django.db import models


class MissionKind(models.TextChoices):
    """Forms of oversight; a survey (khảo sát) is no statutory form and is counted apart."""

    THEMATIC = "thematic", "Giám sát chuyên đề"
    REGULAR = "regular", "Giám sát thường xuyên"
    SURVEY = "survey", "Khảo sát"
    RE_OVERSIGHT = "re_oversight", "Giám sát lại"
    EXPLANATION = "explanation", "Phiên giải trình"
    LEGAL_DOCUMENTS = "legal_documents", "Giám sát văn bản quy phạm pháp luật"
    FRONT = "front", "Giám sát của MTTQ"

    OF_COUNCIL = nonmember(("thematic", "regular", "survey", "re_oversight", "explanation", "legal_documents"))
    OF_FRONT = nonmember(("front", "survey"))


class MissionStatus(models.TextChoices):
    """How far a mission has come; `held` is one that took place and of which nothing more may be known."""

    PLANNED = "planned", "trong kế hoạch"
    UNDER_WAY = "under_way", "đang tiến hành"
    HELD = "held", "đã tiến hành"
    REPORTED = "reported", "đã có báo cáo"
    CONCLUDED = "concluded", "đã kết luận"
    CANCELLED = "cancelled", "không tiến hành"

    BEGUN = nonmember(("under_way", "held", "reported", "concluded"))
    WITH_REPORT = nonmember(("reported", "concluded"))
    NOT_BEGUN = nonmember(("planned", "cancelled"))


class TargetGroup(models.TextChoices):
    """Groups in which supervised bodies are counted; the values are the parts of `oversight.targets`."""

    COMMUNE = "commune", "xã, phường"
    ASSOCIATION = "association", "tổ chức hội"
    DEPARTMENT = "department", "cơ quan chuyên môn"
    SCHOOL = "school", "trường học"
    OTHER = "other", "đơn vị khác"


class RecommendationStatus(models.TextChoices):
    """Overdue is no status: it is computed from the set day."""

    SENT = "sent", "đã gửi"
    IN_PROGRESS = "in_progress", "đang thực hiện"
    DONE = "done", "đã thực hiện xong"
    WITHDRAWN = "withdrawn", "đã rút"

    OPEN = nonmember(("sent", "in_progress"))


class ActivityKind(models.TextChoices):
    """What the Front does besides oversight and criticism."""

    PROPAGANDA = "propaganda", "Tuyên truyền, vận động"
    UNITY = "unity", "Xây dựng khối đại đoàn kết"
    OPINION = "opinion", "Góp ý xây dựng Đảng, chính quyền"
    SUPPORT = "support", "An sinh, hỗ trợ"
    OTHER = "other", "Hoạt động khác"
