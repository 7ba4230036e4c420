"""Closed vocabularies of obligations."""

from enum import nonmember

from django.db import models


class BasisKind(models.TextChoices):
    """Where a set date (ấn định) comes from; dates that rules of law yield have a rule version instead."""

    DISPATCH = "dispatch", "văn bản giao việc"
    CLAUSE = "clause", "điều khoản quy chế"
    PROMISE = "promise", "lời hứa, cam kết"
    CONCLUSION = "conclusion", "kết luận cuộc họp"
    OTHER = "other", "ấn định khác"


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
