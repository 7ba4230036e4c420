"""What is written about contact with voters: the plan, the notice of its programme, the minutes of a meeting.

What is not recorded stays a gap; a number known as "khoảng" or "hơn" keeps its word.
"""

from coordination.documents.choices import DocumentKind
from coordination.documents.layout import GAP
from coordination.documents.letters import LetterKind, Text
from coordination.documents.paper import name_lines
from coordination.lib.numbers import vi
from coordination.people.choices import BodyKind
from coordination.people.models import Body
from coordination.people.permissions import Permission
from coordination.ui.show import capfirst, lowfirst
from sessions.letters import words
from sessions.programme import roman
from voters import actions, queries
from voters.choices import AttendeeGroup, MeetingStatus, PetitionKind, PlanStatus
from voters.letters.titles import abstract_of
from voters.models import ContactMeeting, ContactPlan, Petition

FRONT = (BodyKind.FRONT_STANDING, BodyKind.FRONT)
PLAN, MEETING = ("voters.ContactPlan",), ("voters.ContactMeeting",)


def issuer_of(record, user) -> Body:
    """In whose name the user writes: the Front's offices for the Front, everybody else for the Standing Committee."""
    if user.acting.body.principal.kind != BodyKind.FRONT:
        return words.standing(record)
    fronts = Body.objects.visible_to(user).filter(locality=record.locality_id, valid_to=None, kind__in=FRONT)
    found = sorted(fronts, key=lambda body: (FRONT.index(body.kind), body.pk))
    return found[0] if found else words.standing(record)


def _letter(record, user, abstract: str, body: str, recipients, **parts) -> Text:
    issuer = issuer_of(record, user)
    own = issuer.kind in BodyKind.OF_COUNCIL
    return Text(
        issuer=issuer,
        abstract=abstract,
        body=body,
        recipients=recipients,
        capacity="\n".join(name_lines(f"TM. {issuer.name}")),
        signer_post=words.CHAIR if own else "",
        signer_name=words.chair(record, user) if own else "",
        place=record.locality.name,
        **parts,
    )


def plan(record, user) -> Text:
    """The plan itself: why, when, where, who does what."""
    points = _points(record, user)
    body = words.join(
        "I. THỜI GIAN, THÀNH PHẦN",
        f"1. Thời gian: {_span(record)}.",
        f"2. Chủ trì: {record.led_by.name if record.led_by else GAP}.",
        f"3. Thành phần: {_levels(points)}; đại diện các cơ quan được mời; cử tri nơi tiếp xúc.",
        "II. NỘI DUNG",
        *words.numbered(_contents(record)),
        "III. ĐIỂM TIẾP XÚC",
        *(words.numbered(_point(point) for point in points) or [f"1. {GAP}"]),
        "IV. TỔ CHỨC THỰC HIỆN",
        f"1. {GAP}./.",
    )
    recipients = [*record.prepared_by.visible_to(user), *words_partners(record, user)]
    return _letter(
        record,
        user,
        abstract_of(record.name, DocumentKind.PLAN),
        body,
        list(dict.fromkeys(recipients)),
        copies="Lưu: VT",
    )


def programme(record, user) -> Text:
    """The notice to voters, places and invited bodies: who comes where and when."""
    points = _points(record, user)
    based = f" theo Kế hoạch số {record.number} ngày {words.short_day(record.issued_on)}" if record.number else ""
    body = words.join(
        f"{issuer_of(record, user).name} thông báo chương trình tiếp xúc cử tri{based}, {_span(record)}:",
        *(words.numbered(_point(point) for point in points) or [f"1. {GAP}"]),
        "Đề nghị các địa phương thông báo rộng rãi để cử tri biết, dự; các cơ quan được mời cử người có thẩm quyền dự "
        "và trả lời cử tri./.",
    )
    recipients = [point.chaired_by for point in points if point.chaired_by]
    recipients += [body for point in points for body in point.invited.visible_to(user)]
    abstract = "chương trình tiếp xúc cử tri"
    return _letter(record, user, abstract, body, list(dict.fromkeys(recipients)), copies="Như trên")


def words_partners(record, user) -> list[Body]:
    """Bodies of the locality that have a part in its points: those invited and those in the chair."""
    points = _points(record, user)
    chairs = [point.chaired_by for point in points if point.chaired_by]
    return [*chairs, *(body for point in points for body in point.invited.visible_to(user))]


def _points(record, user) -> list[ContactMeeting]:
    rows = queries.points(ContactMeeting.objects.visible_to(user), record)
    return list(rows.exclude(status=MeetingStatus.CANCELLED))


def _span(record) -> str:
    return f"từ ngày {words.short_day(record.starts_on)} đến ngày {words.short_day(record.ends_on)}"


def _levels(points) -> str:
    """ "đại biểu Quốc hội, cấp tỉnh": the levels that some point has."""
    named = dict.fromkeys(level for point in points for level in point.levels_words.split(", ") if level)
    return f"đại biểu {', '.join(named)}" if named else f"đại biểu {GAP}"


def _contents(record) -> list[str]:
    session = f" của {lowfirst(str(record.session))}" if record.session else ""
    return [
        f"Đại biểu báo cáo với cử tri nội dung{session} và kết quả giải quyết kiến nghị kỳ trước",
        "Nghe cử tri phát biểu, kiến nghị; cơ quan có thẩm quyền trả lời tại chỗ những việc trả lời được",
    ]


def _point(point) -> str:
    hour = f"{point.starts_at:%H} giờ {point.starts_at:%M}, " if point.starts_at else ""
    chair = f"; {point.chaired_by.name} chủ trì" if point.chaired_by else ""
    levels = f"; đại biểu {point.levels_words}" if point.levels_words else ""
    return f"{hour}ngày {words.short_day(point.held_on)}, {point.where or GAP}{levels}{chair}"


def minutes(record, user) -> Text:
    """Who came, what was said, what was answered on the spot; the petitions that were entered, by name of none."""
    parts = [part(record, user) for part in (_who, _said, _answered)]
    name = f"Cuộc tiếp xúc cử tri {record.get_kind_display()}"
    body = words.join(
        f"{name} họp {_when(record)}, tại {words.sentence(record.where or GAP)}",
        *(line for number, part in enumerate(parts, start=1) for line in (f"{roman(number)}. {part[0]}", *part[1:])),
        f"Cuộc tiếp xúc kết thúc lúc {GAP} giờ {GAP} cùng ngày./.",
    )
    return Text(
        issuer=issuer_of(record, user),
        abstract=f"Tiếp xúc cử tri {record.get_kind_display()}",
        body=body,
        signer_post="Chủ trì",
        co_signer_post="Thư ký",
        recipients=[record.chaired_by] if record.chaired_by else [],
        copies=f"{words.standing(record).name}",
        place=record.locality.name,
    )


def _when(record) -> str:
    hour = f"{record.starts_at:%H} giờ {record.starts_at:%M}, " if record.starts_at else f"{GAP} giờ {GAP}, "
    return f"{hour}{words.day(record.held_on)}"


def _who(record, user) -> list[str]:
    people = "; ".join(person.name for person in record.delegates.visible_to(user).by_name())
    invited = "; ".join(body.name for body in record.invited.visible_to(user))
    lines = [
        "THÀNH PHẦN",
        f"- Chủ trì: {record.chaired_by.name if record.chaired_by else GAP}.",
        f"- Đại biểu {record.levels_words or GAP}: {people or GAP}.",
        f"- Cơ quan được mời: {invited or GAP}.",
        f"- Cử tri: {f'{record.attending_words} lượt người dự' if record.attending_words else GAP}.",
    ]
    counted = record.attendees_by_group
    groups = [f"{vi(counted[key])} {AttendeeGroup(key).label}" for key in AttendeeGroup.values if key in counted]
    if groups:
        labour = f"; người trực tiếp lao động {record.labour_words}"
        lines.append(f"- Thành phần cử tri: {', '.join(groups)}{labour}.")
    return lines


def _said(record, user) -> list[str]:
    counts = (
        (record.speaking, "lượt phát biểu"),
        (record.opinions, "ý kiến"),
        (record.petitions_raised, "kiến nghị"),
    )
    known = [f"{vi(number)} {name}" for number, name in counts if number is not None]
    lines = ["Ý KIẾN, KIẾN NGHỊ CỦA CỬ TRI", f"Có {', '.join(known)}." if known else f"Có {GAP} ý kiến, kiến nghị."]
    rows = list(Petition.objects.visible_to(user).filter(meeting=record, split_from=None).order_by("pk"))
    for kind in PetitionKind:
        own = [row for row in rows if row.kind == kind and not row.confidential]
        if own:
            lines += [f"{capfirst(kind.label)}:", *words.numbered(row.content for row in own)]
    return lines if rows else [*lines, f"1. {GAP}"]


def _answered(record, user) -> list[str]:
    number = vi(record.answered_on_spot) if record.answered_on_spot is not None else GAP
    return ["TRẢ LỜI TẠI CHỖ", f"Trả lời ngay tại cuộc tiếp xúc: {number} ý kiến, kiến nghị."]


def plan_issued(record, letter, document, *, by) -> None:
    """The plan keeps number, day and document; one that was a draft is issued with them."""
    fresh = ContactPlan.objects.get(pk=record.pk)
    number, day = document.reference, letter.issued_on
    if fresh.status == PlanStatus.DRAFT and fresh.meetings.exists():
        actions.issue_plan(fresh, by=by, number=number, issued_on=day, document=document)
    else:
        fresh.number, fresh.issued_on, fresh.document = number, day, document
        actions.edit_plan(fresh, by=by)


KINDS = (
    LetterKind(
        "contact-plan",
        "Kế hoạch tiếp xúc cử tri",
        PLAN,
        DocumentKind.PLAN,
        Permission.CONTACT_EDIT,
        plan,
        when=lambda record: record.status == PlanStatus.DRAFT,
        issued=plan_issued,
    ),
    LetterKind(
        "contact-programme",
        "Thông báo chương trình tiếp xúc cử tri",
        PLAN,
        DocumentKind.NOTICE,
        Permission.CONTACT_EDIT,
        programme,
        when=lambda record: record.status != PlanStatus.CLOSED,
    ),
    LetterKind(
        "contact-minutes",
        "Biên bản tiếp xúc cử tri",
        MEETING,
        DocumentKind.MINUTES,
        Permission.CONTACT_EDIT,
        minutes,
        when=lambda record: record.status == MeetingStatus.HELD,
    ),
)
