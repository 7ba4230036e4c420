"""Closed vocabularies of the coordination itself."""

from django.db import models


class MeetingKind(models.TextChoices):
    """Meetings between the bodies; sessions and sittings of the council stand in *sessions*."""

    JOINT = "joint", "họp liên tịch"
    REVIEW = "review", "hội nghị tổng kết, đánh giá quy chế"
    PERIODIC = "periodic", "họp giao ban định kỳ"
    EXTRAORDINARY = "extraordinary", "họp đột xuất"
    SITTING_PREP = "sitting_prep", "họp chuẩn bị phiên họp"


class PartOfDay(models.TextChoices):
    """When in the day, where a source says no hour."""

    MORNING = "morning", "sáng"
    AFTERNOON = "afternoon", "chiều"
    EVENING = "evening", "tối"
    WHOLE_DAY = "whole_day", "cả ngày"


class ExchangeKind(models.TextChoices):
    """What the bodies send one another."""

    PLAN = "plan", "kế hoạch, chương trình"
    REPORT = "report", "báo cáo"
    DIRECTIVE = "directive", "văn bản chỉ đạo, điều hành"
    OPINION = "opinion", "ý kiến tham gia"
    FIGURES = "figures", "số liệu"
    BETWEEN_SESSIONS = "between_sessions", "việc phát sinh giữa hai kỳ họp"
    OTHER = "other", "thông tin khác"


class Precision(models.TextChoices):
    """How exactly a source gives a number."""

    EXACT = "exact", "đúng"
    ABOUT = "about", "khoảng"
    OVER = "over", "hơn"
    NEARLY = "nearly", "gần"
