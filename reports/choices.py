"""Closed vocabularies of figures and reviews."""

from enum import nonmember

from django.db import models


class Register(models.TextChoices):
    """A register that an office may keep in full; a count claims that it is (design: never invent)."""

    SESSIONS = "sessions", "Kỳ họp"
    RESOLUTIONS = "resolutions", "Nghị quyết"
    AGENDA = "agenda", "Tài liệu kỳ họp"
    QUESTIONS = "questions", "Chất vấn"
    CONTACTS = "contacts", "Hội nghị tiếp xúc cử tri"
    PETITIONS = "petitions", "Kiến nghị cử tri"
    OVERSIGHT = "oversight", "Giám sát, khảo sát"
    RECOMMENDATIONS = "recommendations", "Kiến nghị sau giám sát"
    CRITICISM = "criticism", "Phản biện xã hội"
    RECEPTIONS = "receptions", "Tiếp công dân"
    LETTERS = "letters", "Đơn thư"
    INVITATIONS = "invitations", "Giấy mời và tham dự"
    OBLIGATIONS = "obligations", "Nghĩa vụ"


class Qualifier(models.TextChoices):
    """How the source speaks of a number."""

    EXACT = "exact", "đúng"
    ABOUT = "about", "khoảng"
    OVER = "over", "hơn"
    NEARLY = "nearly", "gần"


class Provenance(models.TextChoices):
    """Where a figure's value comes from."""

    RECORDS = "records", "đếm từ hồ sơ"
    REPORTED = "reported", "số mang vào, có nguồn"
    MIXED = "mixed", "cộng các kỳ liền nhau"
    NONE = "none", "chưa có số liệu"


class ReviewStatus(models.TextChoices):
    """A review's way from draft to signature."""

    DRAFTING = "drafting", "Đang soạn"
    CONSULTING = "consulting", "Đang lấy ý kiến các bên"
    AGREED = "agreed", "Các bên đã thống nhất"
    SIGNED = "signed", "Đã ký ban hành"
    STORED = "stored", "Lập lại từ nguồn"

    EDITABLE = nonmember(("drafting", "consulting"))
    FINAL = nonmember(("signed", "stored"))


class SectionKey(models.TextChoices):
    """Sections of a review, in printing order (law.md 7.4, plus context, opinions and conclusion)."""

    OVERVIEW = "overview", "Triển khai Quy chế"
    CONTEXT = "context", "Bối cảnh kinh tế - xã hội"
    RESULTS_GENERAL = "results_general", "Kết quả chung"
    RESULTS_PROPAGANDA = "results_propaganda", "Tuyên truyền, xây dựng khối đại đoàn kết"
    RESULTS_SESSIONS = "results_sessions", "Chuẩn bị, tổ chức kỳ họp và phiên họp"
    RESULTS_RESOLUTIONS = "results_resolutions", "Xây dựng, thẩm tra, phản biện nghị quyết"
    RESULTS_PETITIONS = "results_petitions", "Tiếp xúc cử tri, giải quyết kiến nghị"
    RESULTS_OVERSIGHT = "results_oversight", "Giám sát, khảo sát, chất vấn, giải trình"
    RESULTS_LETTERS = "results_letters", "Tiếp công dân, đơn thư"
    RESULTS_EXCHANGE = "results_exchange", "Thông tin, báo cáo, hội họp"
    STRENGTHS = "strengths", "Ưu điểm"
    CAUSES = "causes", "Nguyên nhân"
    OPINIONS = "opinions", "Ý kiến tại hội nghị"
    PROPOSALS = "proposals", "Kiến nghị, đề xuất"
    CONCLUSION = "conclusion", "Kết luận của hội nghị"

    RESULTS = nonmember(
        (
            "results_general",
            "results_propaganda",
            "results_sessions",
            "results_resolutions",
            "results_petitions",
            "results_oversight",
            "results_letters",
            "results_exchange",
        )
    )


class LimitationField(models.TextChoices):
    """The field of work a shortcoming belongs to, where it is not only a party's."""

    VOTER_CONTACT = "voter_contact", "Tiếp xúc cử tri"
    PETITIONS = "petitions", "Giải quyết kiến nghị"
    SESSIONS = "sessions", "Chuẩn bị kỳ họp"
    NORMATIVE_DOCUMENTS = "normative_documents", "Xây dựng văn bản quy phạm pháp luật"
    VERIFICATION = "verification", "Thẩm tra"
    OVERSIGHT = "oversight", "Giám sát"
    RECOMMENDATIONS = "recommendations", "Kiến nghị sau giám sát"
    PEOPLE_OPINIONS = "people_opinions", "Nắm bắt ý kiến nhân dân"
    LETTERS = "letters", "Tiếp công dân, đơn thư"
    EXCHANGE = "exchange", "Thông tin, hội họp"
    OTHER = "other", "Việc khác"
