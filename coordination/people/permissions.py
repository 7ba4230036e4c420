"""What can be permitted: a closed vocabulary. Each value is stored nowhere; roles list them (`roles.py`)."""

from enum import nonmember

from django.db import models


class Permission(models.TextChoices):
    """One verb on one kind of record, with the words that the role page shows."""

    PEOPLE_VIEW = "people.view", "xem cơ quan, người và nhiệm kỳ"
    PEOPLE_MANAGE = "people.manage", "quản trị cơ quan, người dùng và vai"
    AUDIT_VIEW = "audit.view", "xem nhật ký"

    DOCUMENT_VIEW = "document.view", "xem văn bản"
    DOCUMENT_EDIT = "document.edit", "ghi, sửa văn bản"

    OBLIGATION_VIEW = "obligation.view", "xem nghĩa vụ"
    OBLIGATION_EDIT = "obligation.edit", "giao, sửa nghĩa vụ"
    OBLIGATION_CLOSE = "obligation.close", "ghi đã làm nghĩa vụ"

    CALENDAR_EDIT = "calendar.edit", "sửa lịch làm việc của địa phương"
    RULE_EDIT = "rule.edit", "ghi quy định về thời hạn của địa phương"
    REMINDER_EDIT = "reminder.edit", "đặt cách nhắc hạn của cơ quan"
    OPERATE = "operate", "vận hành: lịch và quy định chung, trạng thái máy chủ, thư"

    REGULATION_VIEW = "regulation.view", "xem quy chế, cuộc họp, giấy mời"
    REGULATION_EDIT = "regulation.edit", "ghi, sửa quy chế phối hợp"
    MEETING_EDIT = "meeting.edit", "ghi, sửa cuộc họp, giấy mời, trao đổi thông tin"

    SESSION_VIEW = "session.view", "xem kỳ họp và tài liệu"
    SESSION_EDIT = "session.edit", "chuẩn bị và ghi kỳ họp"
    SESSION_SUBMIT = "session.submit", "gửi tài liệu kỳ họp"
    RESOLUTION_VIEW = "resolution.view", "xem dự thảo và nghị quyết"
    RESOLUTION_EDIT = "resolution.edit", "ghi, sửa dự thảo và nghị quyết"
    QUESTION_VIEW = "question.view", "xem chất vấn"
    QUESTION_ASK = "question.ask", "gửi chất vấn"
    QUESTION_ANSWER = "question.answer", "trả lời chất vấn"

    CONTACT_VIEW = "contact.view", "xem hội nghị tiếp xúc cử tri"
    CONTACT_EDIT = "contact.edit", "ghi hội nghị tiếp xúc cử tri"
    PETITION_VIEW = "petition.view", "xem kiến nghị"
    PETITION_REGISTER = "petition.register", "ghi, sửa, phân loại kiến nghị"
    PETITION_FORWARD = "petition.forward", "chuyển kiến nghị"
    PETITION_ANSWER = "petition.answer", "nhận và trả lời kiến nghị"
    PETITION_CLEAR = "petition.clear", "duyệt trả lời kiến nghị"
    PETITION_PUBLISH = "petition.publish", "đăng kiến nghị lên trang công khai"
    PETITION_JUDGE = "petition.judge", "đánh giá việc trả lời"
    PETITION_FINISH = "petition.finish", "kết thúc, mở lại kiến nghị"

    OVERSIGHT_VIEW = "oversight.view", "xem giám sát, khảo sát"
    OVERSIGHT_EDIT = "oversight.edit", "ghi, sửa giám sát, khảo sát"
    RECOMMENDATION_REPORT = "recommendation.report", "báo cáo thực hiện kiến nghị sau giám sát"
    FRONT_VIEW = "front.view", "xem phản biện, hoạt động của Mặt trận"
    FRONT_EDIT = "front.edit", "ghi phản biện, hoạt động của Mặt trận"

    RECEPTION_VIEW = "reception.view", "xem buổi tiếp công dân"
    RECEPTION_EDIT = "reception.edit", "ghi buổi tiếp công dân"
    LETTER_VIEW = "letter.view", "xem đơn thư được giao"
    LETTER_EDIT = "letter.edit", "ghi, xử lý đơn thư"

    FIGURE_VIEW = "figure.view", "xem số liệu và toàn cảnh"
    FIGURE_ENTER = "figure.enter", "ghi số liệu mang vào, phạm vi sổ"
    REVIEW_VIEW = "review.view", "xem báo cáo tổng kết"
    REVIEW_EDIT = "review.edit", "soạn báo cáo tổng kết"
    REVIEW_APPROVE = "review.approve", "thống nhất, chốt báo cáo tổng kết"

    READING = nonmember(
        (
            "people.view",
            "audit.view",
            "document.view",
            "obligation.view",
            "regulation.view",
            "session.view",
            "resolution.view",
            "question.view",
            "contact.view",
            "petition.view",
            "oversight.view",
            "front.view",
            "reception.view",
            "letter.view",
            "figure.view",
            "review.view",
        )
    )

    FOR_CONCERNED = nonmember(
        (
            "petition.answer",
            "petition.clear",
            "session.submit",
            "recommendation.report",
            "question.answer",
            "obligation.close",
        )
    )
