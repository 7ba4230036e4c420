"""Closed vocabularies of documents."""

from django.db import models


class DocumentKind(models.TextChoices):
    """Kinds of documents: those of Decree 30/2020 (Annex III), of councils and the Party system, and the law itself."""

    RESOLUTION = "resolution", "Nghị quyết"
    DECISION = "decision", "Quyết định"
    DIRECTIVE = "directive", "Chỉ thị"
    REGULATION = "regulation", "Quy chế"
    RULES = "rules", "Quy định"
    COMMUNIQUE = "communique", "Thông cáo"
    NOTICE = "notice", "Thông báo"
    GUIDANCE = "guidance", "Hướng dẫn"
    PROGRAMME = "programme", "Chương trình"
    PLAN = "plan", "Kế hoạch"
    SCHEME = "scheme", "Phương án"
    PROPOSAL = "proposal", "Đề án"
    PROJECT = "project", "Dự án"
    REPORT = "report", "Báo cáo"
    MINUTES = "minutes", "Biên bản"
    SUBMISSION = "submission", "Tờ trình"
    CONTRACT = "contract", "Hợp đồng"
    DISPATCH = "dispatch", "Công văn"
    TELEGRAM = "telegram", "Công điện"
    MEMORANDUM = "memorandum", "Bản ghi nhớ"
    AGREEMENT = "agreement", "Bản thỏa thuận"
    MANDATE = "mandate", "Giấy ủy quyền"
    INVITATION = "invitation", "Giấy mời"
    INTRODUCTION = "introduction", "Giấy giới thiệu"
    LEAVE = "leave", "Giấy nghỉ phép"
    SENDING_SLIP = "sending_slip", "Phiếu gửi"
    FORWARDING_SLIP = "forwarding_slip", "Phiếu chuyển"
    NOTICE_SLIP = "notice_slip", "Phiếu báo"
    CONCLUSION = "conclusion", "Kết luận"
    LAW = "law", "Luật"
    DECREE = "decree", "Nghị định"
    CIRCULAR = "circular", "Thông tư"
    JOINT_RESOLUTION = "joint_resolution", "Nghị quyết liên tịch"
    OTHER = "other", "Loại khác"


class Direction(models.TextChoices):
    """Which register a document stands in."""

    INCOMING = "incoming", "Văn bản đến"
    OUTGOING = "outgoing", "Văn bản đi"
    REFERENCE = "reference", "Tra cứu, căn cứ"
