"""Roles: a code stored in `Membership.role`, a Vietnamese label, a sentence, a reach and a list of permissions."""

from dataclasses import dataclass
from enum import Enum

from coordination.people.permissions import Permission as P


class Reach(Enum):
    """How far a role sees (docs/visibility.md)."""

    LOCALITY = "locality"
    BODY = "body"
    DELEGATE = "delegate"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Role:
    """What somebody is in a body, and what that lets them do."""

    code: str
    label: str
    description: str
    reach: Reach
    permissions: frozenset[P]
    is_leader: bool = False


VIEW_ALL = frozenset(P(value) for value in P.READING) - {P.AUDIT_VIEW, P.LETTER_VIEW}
OFFICE = VIEW_ALL | {
    P.AUDIT_VIEW,
    P.DOCUMENT_EDIT,
    P.OBLIGATION_EDIT,
    P.OBLIGATION_CLOSE,
    P.MEETING_EDIT,
    P.REVIEW_EDIT,
    P.FIGURE_ENTER,
    P.LETTER_VIEW,
    P.LETTER_EDIT,
    P.RECEPTION_EDIT,
}
COUNCIL = OFFICE | {
    P.CALENDAR_EDIT,
    P.RULE_EDIT,
    P.REMINDER_EDIT,
    P.REGULATION_EDIT,
    P.SESSION_EDIT,
    P.SESSION_SUBMIT,
    P.RESOLUTION_EDIT,
    P.CONTACT_EDIT,
    P.PETITION_REGISTER,
    P.PETITION_FORWARD,
    P.PETITION_ANSWER,  # the council's office notes replies that reach it on paper
    P.PETITION_JUDGE,
    P.PETITION_FINISH,
    P.PETITION_PUBLISH,
    P.OVERSIGHT_EDIT,
    P.QUESTION_ASK,
}
COMMITTEE = OFFICE | {
    P.SESSION_SUBMIT,
    P.PETITION_ANSWER,
    P.RECOMMENDATION_REPORT,
    P.QUESTION_ANSWER,
}
FRONT = OFFICE | {
    P.CONTACT_EDIT,
    P.PETITION_REGISTER,
    P.PETITION_JUDGE,
    P.SESSION_SUBMIT,
    P.OVERSIGHT_EDIT,
    P.FRONT_EDIT,
}
LEADING = {P.REVIEW_APPROVE}
DEPARTMENT = (VIEW_ALL - {P.FIGURE_VIEW, P.REVIEW_VIEW}) | {
    P.PETITION_ANSWER,
    P.SESSION_SUBMIT,
    P.RECOMMENDATION_REPORT,
    P.QUESTION_ANSWER,
    P.OBLIGATION_CLOSE,
}

ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        Role(
            "council_clerk",
            "Chuyên viên Văn phòng HĐND",
            "Ghi và theo dõi kỳ họp, kiến nghị, giám sát, đơn thư; soạn báo cáo cho Thường trực HĐND.",
            Reach.LOCALITY,
            frozenset(COUNCIL),
        ),
        Role(
            "council_leader",
            "Lãnh đạo HĐND",
            "Xem toàn cảnh, thống nhất và chốt báo cáo; làm được mọi việc của văn phòng HĐND.",
            Reach.LOCALITY,
            frozenset(COUNCIL | LEADING),
            is_leader=True,
        ),
        Role(
            "committee_clerk",
            "Chuyên viên Văn phòng UBND",
            "Nhận kiến nghị, giao việc cho sở ngành, gửi tài liệu kỳ họp và trả lời cho HĐND, MTTQ.",
            Reach.LOCALITY,
            frozenset(COMMITTEE),
        ),
        Role(
            "committee_leader",
            "Lãnh đạo UBND",
            "Xem toàn cảnh, việc UBND đang nợ; thống nhất và chốt phần của UBND trong báo cáo.",
            Reach.LOCALITY,
            frozenset(COMMITTEE | LEADING | {P.PETITION_CLEAR}),
            is_leader=True,
        ),
        Role(
            "front_clerk",
            "Chuyên viên Mặt trận",
            "Tập hợp kiến nghị, đánh giá trả lời, ghi phản biện và giám sát của MTTQ.",
            Reach.LOCALITY,
            frozenset(FRONT),
        ),
        Role(
            "front_leader",
            "Lãnh đạo Mặt trận",
            "Xem toàn cảnh; thống nhất và chốt phần của MTTQ trong báo cáo.",
            Reach.LOCALITY,
            frozenset(FRONT | LEADING),
            is_leader=True,
        ),
        Role(
            "board_secretary",
            "Thư ký Ban của HĐND",
            "Theo dõi thẩm tra, giám sát và kiến nghị thuộc lĩnh vực của Ban.",
            Reach.LOCALITY,
            frozenset(
                VIEW_ALL
                | {
                    P.OVERSIGHT_EDIT,
                    P.RESOLUTION_EDIT,
                    P.SESSION_SUBMIT,
                    P.PETITION_JUDGE,
                    P.OBLIGATION_CLOSE,
                    P.DOCUMENT_EDIT,
                }
            ),
        ),
        Role(
            "department_officer",
            "Chuyên viên sở, ngành",
            "Làm những việc giao cho cơ quan mình: trả lời kiến nghị, gửi tài liệu, báo cáo thực hiện.",
            Reach.BODY,
            frozenset(DEPARTMENT),
        ),
        Role(
            "department_leader",
            "Lãnh đạo sở, ngành",
            "Làm được mọi việc của chuyên viên cơ quan mình; duyệt trả lời kiến nghị trước khi gửi.",
            Reach.BODY,
            frozenset(DEPARTMENT | {P.PETITION_CLEAR}),
            is_leader=True,
        ),
        Role(
            "delegate",
            "Đại biểu HĐND",
            "Đọc tài liệu chính thức, kiến nghị của đơn vị bầu cử mình, gửi chất vấn.",
            Reach.DELEGATE,
            frozenset(
                {
                    P.PEOPLE_VIEW,
                    P.SESSION_VIEW,
                    P.RESOLUTION_VIEW,
                    P.QUESTION_VIEW,
                    P.QUESTION_ASK,
                    P.PETITION_VIEW,
                    P.CONTACT_VIEW,
                    P.OBLIGATION_VIEW,
                    P.DOCUMENT_VIEW,
                    P.REGULATION_VIEW,
                }
            ),
        ),
        Role(
            "commune_official",
            "Cán bộ cấp xã",
            "Làm việc của HĐND, UBND, MTTQ cấp xã; nhận việc tỉnh chuyển và kiến nghị từ địa bàn xã.",
            Reach.LOCALITY,
            frozenset(
                (VIEW_ALL - {P.REVIEW_VIEW})
                | {
                    P.DOCUMENT_EDIT,
                    P.OBLIGATION_CLOSE,
                    P.SESSION_EDIT,
                    P.SESSION_SUBMIT,
                    P.RESOLUTION_EDIT,
                    P.QUESTION_ASK,
                    P.QUESTION_ANSWER,
                    P.CONTACT_EDIT,
                    P.PETITION_REGISTER,
                    P.PETITION_FORWARD,
                    P.PETITION_ANSWER,
                    P.PETITION_CLEAR,
                    P.PETITION_JUDGE,
                    P.PETITION_FINISH,
                    P.PETITION_PUBLISH,
                    P.RECOMMENDATION_REPORT,
                }
            ),
        ),
        Role(
            "locality_admin",
            "Quản trị địa phương",
            "Quản lý cơ quan, người dùng và vai của địa phương; không xem hồ sơ nghiệp vụ.",
            Reach.NOTHING,
            frozenset({P.PEOPLE_VIEW, P.PEOPLE_MANAGE, P.AUDIT_VIEW}),
        ),
        # Of the whole installation, whichever place its body belongs to: given on the server only (operator command).
        Role(
            "operator",
            "Vận hành hệ thống",
            "Trông máy chủ, thư gửi đi, lịch chung và quy định chung của mọi địa phương; không xem hồ sơ nghiệp vụ.",
            Reach.NOTHING,
            frozenset({P.OPERATE}),
        ),
    )
}

ROLE_CHOICES = [(role.code, role.label) for role in ROLES.values()]
OPERATING = {role.code for role in ROLES.values() if P.OPERATE in role.permissions}
"""Roles over the whole installation: no locality's administrator gives them."""
