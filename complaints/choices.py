"""Closed vocabularies of citizen reception and letters."""

from enum import nonmember

from django.db import models


class LetterKind(models.TextChoices):
    """Types of letters; a letter's petition or reflection is not a voter's petition."""

    COMPLAINT = "complaint", "khiếu nại"
    DENUNCIATION = "denunciation", "tố cáo"
    PETITION = "petition", "kiến nghị"
    REFLECTION = "reflection", "phản ánh"


class LetterStatus(models.TextChoices):
    """How far a letter has come; overdue is no status."""

    RECEIVED = "received", "đã tiếp nhận"
    ACCEPTED = "accepted", "đã thụ lý"
    FORWARDED = "forwarded", "đã chuyển cơ quan có thẩm quyền"
    SETTLED = "settled", "đã giải quyết"
    RETURNED = "returned", "trả lại, hướng dẫn"

    OPEN = nonmember(("received", "accepted", "forwarded"))


class ReceptionStatus(models.TextChoices):
    """Whether a reception day was kept."""

    PLANNED = "planned", "trong lịch"
    HELD = "held", "đã tiếp"
    CANCELLED = "cancelled", "không tổ chức"
