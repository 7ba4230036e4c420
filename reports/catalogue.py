"""All figures, declared once. The keys are a contract that scripts rely on; their order is the order on paper."""

from complaints import queries as letters
from complaints.choices import LetterKind
from complaints.models import Letter, Reception
from coordination.deadlines import queries as duties
from coordination.deadlines.models import Obligation
from coordination.regulations import queries as exchanges
from coordination.regulations.models import Invitation
from oversight import queries as oversight
from oversight.choices import TargetGroup
from oversight.models import Mission, Recommendation, SocialCriticism, Target, Topic
from reports.choices import Register
from reports.rules import Figure
from sessions import queries as sessions
from sessions.choices import Activity
from sessions.models import ActivityTime, AgendaItem, CouncilSession, Question, Resolution
from voters import queries as voters
from voters.choices import Field, JurisdictionLevel, Result
from voters.models import ContactMeeting, Petition, Referral

MORE, LESS = "more", "less"


def in_period(question):
    """Events of the period: what happened stays, whichever day one asks on."""
    return lambda rows, period, on: question(rows, period)


def of_received(question):
    """Of the petitions received in the period: a state as of the day `on`."""
    return lambda rows, period, on: question(voters.received(rows, period), on)


def _parts(choices) -> tuple[tuple[str, str], ...]:
    return tuple((str(value), str(label)) for value, label in choices.choices)


SESSIONS = (
    Figure(
        "sessions.held",
        "Kỳ họp HĐND đã tổ chức",
        "kỳ họp",
        "Kỳ họp mọi loại khai mạc trong kỳ.",
        Register.SESSIONS,
        CouncilSession,
        in_period(sessions.held),
    ),
    Figure(
        "sessions.regular",
        "Kỳ họp thường lệ",
        "kỳ họp",
        "Trong số kỳ họp khai mạc trong kỳ, kỳ họp thường lệ.",
        Register.SESSIONS,
        CouncilSession,
        in_period(sessions.regular),
    ),
    Figure(
        "resolutions.adopted",
        "Nghị quyết đã thông qua",
        "nghị quyết",
        "Nghị quyết HĐND thông qua trong kỳ, đã có số hay chưa.",
        Register.RESOLUTIONS,
        Resolution,
        in_period(sessions.adopted),
    ),
    Figure(
        "resolutions.normative",
        "Nghị quyết quy phạm pháp luật",
        "nghị quyết",
        "Trong số nghị quyết thông qua trong kỳ, văn bản quy phạm pháp luật.",
        Register.RESOLUTIONS,
        Resolution,
        in_period(sessions.normative),
    ),
    Figure(
        "resolutions.shortened",
        "Nghị quyết theo trình tự, thủ tục rút gọn",
        "nghị quyết",
        "Trong số nghị quyết thông qua trong kỳ, những nghị quyết xây dựng theo trình tự, thủ tục rút gọn.",
        Register.RESOLUTIONS,
        Resolution,
        in_period(sessions.shortened),
        better=LESS,
    ),
    Figure(
        "agenda.documents",
        "Tài liệu phải gửi cho kỳ họp",
        "tài liệu",
        "Tài liệu trình kỳ họp có hạn gửi trong kỳ; tài liệu rút hoặc hoãn vẫn tính.",
        Register.AGENDA,
        AgendaItem,
        in_period(sessions.documents),
    ),
    Figure(
        "agenda.late",
        "Tài liệu gửi chậm",
        "tài liệu",
        "Tài liệu có hạn trong kỳ, nhận sau hạn hoặc quá hạn mà chưa nhận.",
        Register.AGENDA,
        AgendaItem,
        sessions.late,
        better=LESS,
        adds=False,
    ),
    Figure(
        "questions.asked",
        "Chất vấn đã nêu",
        "chất vấn",
        "Chất vấn của đại biểu nêu trong kỳ.",
        Register.QUESTIONS,
        Question,
        in_period(sessions.asked),
    ),
    Figure(
        "sessions.minutes",
        "Thời gian họp theo hoạt động",
        "phút",
        "Số phút ghi cho từng hoạt động của kỳ họp, phiên họp vào các ngày trong kỳ; không ghi thì không có số.",
        Register.SESSIONS,
        ActivityTime,
        in_period(sessions.time_spent),
        parts=_parts(Activity),
        part_of="activity",
        total=sessions.minutes_of,
    ),
)

VOTERS = (
    Figure(
        "contact.meetings",
        "Hội nghị tiếp xúc cử tri",
        "hội nghị",
        "Hội nghị tiếp xúc cử tri đã tổ chức trong kỳ.",
        Register.CONTACTS,
        ContactMeeting,
        in_period(voters.held),
    ),
    Figure(
        "contact.thematic",
        "Tiếp xúc cử tri theo chuyên đề",
        "hội nghị",
        "Trong số hội nghị tiếp xúc cử tri của kỳ, hội nghị theo chuyên đề.",
        Register.CONTACTS,
        ContactMeeting,
        in_period(voters.thematic),
        better=MORE,
    ),
    Figure(
        "contact.voters",
        "Lượt cử tri tham dự",
        "lượt cử tri",
        "Tổng lượt cử tri tham dự các hội nghị của kỳ; không có khi một hội nghị không ghi số người dự.",
        Register.CONTACTS,
        ContactMeeting,
        in_period(voters.held),
        total=voters.voters_attending,
    ),
    Figure(
        "petitions.total",
        "Kiến nghị cử tri đã tiếp nhận",
        "kiến nghị",
        "Ý kiến, kiến nghị, phản ánh của cử tri nhận trong kỳ, mọi nguồn; gộp nhóm không làm đổi số.",
        Register.PETITIONS,
        Petition,
        in_period(voters.received),
    ),
    Figure(
        "petitions.by_level",
        "Kiến nghị theo cấp thẩm quyền",
        "kiến nghị",
        "Kiến nghị nhận trong kỳ, chia theo cấp có thẩm quyền giải quyết.",
        Register.PETITIONS,
        Petition,
        in_period(voters.received),
        parts=_parts(JurisdictionLevel),
        part_of="level",
    ),
    Figure(
        "petitions.by_field",
        "Kiến nghị theo lĩnh vực",
        "kiến nghị",
        "Kiến nghị nhận trong kỳ, chia theo lĩnh vực.",
        Register.PETITIONS,
        Petition,
        in_period(voters.received),
        parts=_parts(Field),
        part_of="field",
    ),
    Figure(
        "petitions.by_result",
        "Kiến nghị theo kết quả",
        "kiến nghị",
        "Kiến nghị nhận trong kỳ, chia theo kết quả giải quyết ở ngày cuối kỳ (hoặc hôm nay, nếu kỳ chưa hết).",
        Register.PETITIONS,
        Petition,
        of_received(voters.with_result),
        parts=_parts(Result),
        part_of="result_then",
        adds=False,
    ),
    Figure(
        "petitions.answered",
        "Kiến nghị đã được trả lời",
        "kiến nghị",
        "Trong số kiến nghị nhận trong kỳ, kiến nghị đã có văn bản trả lời; mở lại vẫn là đã trả lời.",
        Register.PETITIONS,
        Petition,
        of_received(voters.answered),
        better=MORE,
        adds=False,
    ),
    Figure(
        "petitions.resolved",
        "Kiến nghị đã giải quyết xong",
        "kiến nghị",
        "Trong số kiến nghị nhận trong kỳ, kiến nghị đã làm xong và có minh chứng.",
        Register.PETITIONS,
        Petition,
        of_received(voters.resolved),
        better=MORE,
        adds=False,
    ),
    Figure(
        "petitions.overdue",
        "Kiến nghị quá hạn",
        "kiến nghị",
        "Trong số kiến nghị nhận trong kỳ, kiến nghị đến hạn trước ngày tính mà chưa kết thúc.",
        Register.PETITIONS,
        Petition,
        of_received(voters.overdue),
        better=LESS,
        adds=False,
    ),
    Figure(
        "petitions.repeated",
        "Kiến nghị nêu nhiều lần",
        "kiến nghị",
        "Trong số kiến nghị nhận trong kỳ, kiến nghị nêu từ lần thứ hai, tính cả lần này.",
        Register.PETITIONS,
        Petition,
        lambda rows, period, on: voters.repeated(voters.received(rows, period)),
        better=LESS,
    ),
    Figure(
        "petitions.transfers",
        "Lượt chuyển kiến nghị trước khi được nhận",
        "lượt chuyển",
        "Với kiến nghị nhận trong kỳ, số lần chuyển cho tới khi có cơ quan nhận giải quyết, kể cả lần được nhận;"
        " giao tiếp trong cơ quan đã nhận và chuyển cho cơ quan kế thừa không tính.",
        Register.PETITIONS,
        Referral,
        voters.transfers,
        better=LESS,
        adds=False,
    ),
    Figure(
        "petitions.days_lost",
        "Ngày mất trước khi kiến nghị được nhận",
        "ngày",
        "Với kiến nghị nhận trong kỳ đã chuyển, tổng số ngày lịch từ lần chuyển đầu đến khi có cơ quan nhận"
        " giải quyết sau lần từ chối cuối; kiến nghị chưa ai nhận thì chưa tính ngày.",
        Register.PETITIONS,
        Petition,
        voters.forwarded,
        total=voters.total_days_lost,
        better=LESS,
        adds=False,
    ),
)

OVERSIGHT = (
    Figure(
        "oversight.missions",
        "Cuộc giám sát",
        "cuộc giám sát",
        "Cuộc giám sát bắt đầu trong kỳ; khảo sát tính riêng.",
        Register.OVERSIGHT,
        Mission,
        in_period(oversight.missions),
    ),
    Figure(
        "oversight.surveys",
        "Cuộc khảo sát",
        "cuộc khảo sát",
        "Cuộc khảo sát bắt đầu trong kỳ.",
        Register.OVERSIGHT,
        Mission,
        in_period(oversight.surveys),
    ),
    Figure(
        "oversight.topics",
        "Chuyên đề giám sát",
        "chuyên đề",
        "Chuyên đề có ít nhất một cuộc giám sát bắt đầu trong kỳ.",
        Register.OVERSIGHT,
        Topic,
        in_period(oversight.topics),
        adds=False,
    ),
    Figure(
        "oversight.targets",
        "Đơn vị được giám sát",
        "đơn vị",
        "Đơn vị khác nhau được giám sát trong kỳ; một đơn vị được giám sát nhiều lần chỉ tính một.",
        Register.OVERSIGHT,
        Target,
        in_period(oversight.distinct_targets),
        parts=_parts(TargetGroup),
        part_of="group",
        adds=False,
    ),
    Figure(
        "recommendations.total",
        "Kiến nghị sau giám sát",
        "kiến nghị sau giám sát",
        "Kiến nghị sau giám sát gửi trong kỳ, trừ kiến nghị đã rút.",
        Register.RECOMMENDATIONS,
        Recommendation,
        in_period(oversight.recommendations),
    ),
    Figure(
        "recommendations.done",
        "Kiến nghị sau giám sát đã thực hiện",
        "kiến nghị sau giám sát",
        "Trong số kiến nghị gửi trong kỳ, kiến nghị đã thực hiện xong.",
        Register.RECOMMENDATIONS,
        Recommendation,
        oversight.done,
        better=MORE,
        adds=False,
    ),
    Figure(
        "recommendations.overdue",
        "Kiến nghị sau giám sát quá hạn",
        "kiến nghị sau giám sát",
        "Trong số kiến nghị gửi trong kỳ, kiến nghị đến hạn trước ngày tính mà chưa thực hiện xong.",
        Register.RECOMMENDATIONS,
        Recommendation,
        oversight.overdue,
        better=LESS,
        adds=False,
    ),
    Figure(
        "criticism.conferences",
        "Hội nghị phản biện xã hội",
        "hội nghị",
        "Hội nghị phản biện xã hội do Mặt trận chủ trì, tổ chức trong kỳ.",
        Register.CRITICISM,
        SocialCriticism,
        in_period(oversight.conferences),
        better=MORE,
    ),
)

LETTERS = (
    Figure(
        "receptions.held",
        "Buổi tiếp công dân đã tổ chức",
        "buổi",
        "Buổi tiếp công dân tổ chức trong kỳ.",
        Register.RECEPTIONS,
        Reception,
        in_period(letters.held),
        better=MORE,
    ),
    Figure(
        "receptions.required",
        "Buổi tiếp công dân phải tổ chức",
        "buổi",
        "Buổi tiếp công dân có trong lịch của kỳ.",
        Register.RECEPTIONS,
        Reception,
        in_period(letters.required),
    ),
    Figure(
        "letters.total",
        "Đơn thư đã tiếp nhận",
        "đơn",
        "Đơn khiếu nại, tố cáo, kiến nghị, phản ánh nhận trong kỳ.",
        Register.LETTERS,
        Letter,
        in_period(letters.received),
    ),
    Figure(
        "letters.by_type",
        "Đơn thư theo loại",
        "đơn",
        "Đơn nhận trong kỳ, chia theo loại.",
        Register.LETTERS,
        Letter,
        in_period(letters.received),
        parts=_parts(LetterKind),
        part_of="kind",
    ),
)

COORDINATION = (
    Figure(
        "invitations.sent",
        "Giấy mời họp gửi cho nhau",
        "giấy mời",
        "Lượt mời dự họp, dự hội nghị có ngày họp trong kỳ.",
        Register.INVITATIONS,
        Invitation,
        in_period(exchanges.invitations_sent),
    ),
    Figure(
        "invitations.attended",
        "Giấy mời có người dự",
        "giấy mời",
        "Trong số lượt mời của kỳ, lượt có người dự.",
        Register.INVITATIONS,
        Invitation,
        in_period(exchanges.invitations_attended),
        better=MORE,
    ),
    Figure(
        "obligations.due",
        "Việc đến hạn",
        "việc",
        "Nghĩa vụ có hạn trong kỳ, trừ việc được miễn; gồm đúng hạn, chậm và chưa xong.",
        Register.OBLIGATIONS,
        Obligation,
        in_period(duties.due),
    ),
    Figure(
        "obligations.met",
        "Việc làm đúng hạn",
        "việc",
        "Trong số việc đến hạn trong kỳ, việc đã xong không sau hạn.",
        Register.OBLIGATIONS,
        Obligation,
        duties.met,
        better=MORE,
    ),
    Figure(
        "obligations.late",
        "Việc chậm hoặc quá hạn",
        "việc",
        "Trong số việc đến hạn trong kỳ, việc xong sau hạn hoặc quá hạn mà chưa xong.",
        Register.OBLIGATIONS,
        Obligation,
        duties.late,
        better=LESS,
        adds=False,
    ),
)

GROUPS = (
    ("Kỳ họp, nghị quyết, chất vấn", SESSIONS),
    ("Tiếp xúc cử tri, kiến nghị", VOTERS),
    ("Giám sát, phản biện", OVERSIGHT),
    ("Tiếp công dân, đơn thư", LETTERS),
    ("Phối hợp và nghĩa vụ", COORDINATION),
)
FIGURES = tuple(figure for _label, figures in GROUPS for figure in figures)
BY_KEY = {figure.key: figure for figure in FIGURES}
