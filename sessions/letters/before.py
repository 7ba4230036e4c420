"""What is written before a session or sitting: requests, the convening decision, the invitation."""

from django.utils import timezone

from coordination.documents.choices import DocumentKind
from coordination.documents.layout import GAP
from coordination.documents.letters import Text, symbol_of
from coordination.documents.paper import name_lines
from coordination.people.choices import BodyKind
from coordination.people.models import Body
from sessions import actions, queries
from sessions.choices import ContentRequestStatus, ItemKind, ItemStatus
from sessions.letters import words
from sessions.models import AgendaItem, ContentRequest, CouncilSession

PRINCIPALS = (BodyKind.COMMITTEE, BodyKind.FRONT_STANDING, BodyKind.FRONT, BodyKind.COUNCIL_BOARD)


def from_standing(record, user, abstract: str, body: str, **parts) -> Text:
    """A letter of the Standing Committee, signed by who presides over it."""
    issuer = words.standing(record)
    return Text(
        issuer=issuer,
        abstract=abstract,
        body=body,
        capacity="\n".join(name_lines(f"TM. {issuer.name}")),
        signer_post=words.CHAIR,
        signer_name=words.chair(record, user),
        place=record.locality.name,
        **parts,
    )


def dispatch_symbol(record) -> str:
    """Of a dispatch: no type, the issuer and the office that prepares it."""
    return symbol_of(DocumentKind.DISPATCH, words.standing(record), "VP")


def items_of(gathering, user) -> list[AgendaItem]:
    """What is laid before it, in order; what was withdrawn or put off is not."""
    side = gathering.side
    rows = AgendaItem.objects.visible_to(user).filter(**{side: gathering.pk}).exclude(status__in=ItemStatus.STOPPED)
    return list(rows.select_related("preparing_body", "verifying_board").order_by("order", "id"))


def asked_bodies(session, user) -> list[Body]:
    """Those that were asked for contents; before anybody was, committee, Front and boards of the locality."""
    requests = ContentRequest.objects.visible_to(user).filter(session=session, status=ContentRequestStatus.OPEN)
    asked = [row.body for row in requests.select_related("body").order_by("id")]
    return list(dict.fromkeys(asked)) or partners(session, user)


def partners(record, user) -> list[Body]:
    """Committee, Front and boards of the locality; where the Front has a standing body, that one writes for it."""
    bodies = Body.objects.visible_to(user).filter(locality=record.locality_id, valid_to=None, kind__in=PRINCIPALS)
    rows = sorted(bodies, key=lambda body: (PRINCIPALS.index(body.kind), body.pk))
    if any(body.kind == BodyKind.FRONT_STANDING for body in rows):
        rows = [body for body in rows if body.kind != BodyKind.FRONT]
    return rows


def ask_for_contents(session, user) -> Text:
    """What do you want to lay before the session: to the committee, the Front and the boards."""
    bodies = asked_bodies(session, user)
    due = ContentRequest.objects.visible_to(user).filter(session=session, due_on__isnull=False).order_by("-due_on")
    last = due.first()
    body = words.join(
        f"Để chuẩn bị {words.name_of(session)} (dự kiến khai mạc {words.short_start_of(session)}), "
        f"{words.standing(session).name} đề nghị các cơ quan đề xuất nội dung trình kỳ họp như sau:",
        "1. Nêu rõ tên báo cáo, tờ trình, đề án, dự thảo nghị quyết; sự cần thiết, căn cứ; cơ quan chuẩn bị; "
        "nghị quyết quy phạm pháp luật thì ghi rõ.",
        f"2. {_proposing_by(last.due_on if last else None)} để tổng hợp, thống nhất tại hội nghị liên tịch.",
        "Đề nghị các cơ quan quan tâm phối hợp thực hiện./.",
    )
    return from_standing(
        session,
        user,
        f"V/v đề xuất nội dung {words.short_name_of(session)}",
        body,
        symbol=dispatch_symbol(session),
        addressees=words.names(bodies),
        recipients=bodies,
        copies="Như trên",
    )


def _proposing_by(due) -> str:
    if due and due < timezone.localdate():
        return f"Hạn gửi văn bản đề xuất là {words.day(due)}, nay đã quá hạn; đề nghị gửi ngay"
    return f"Gửi văn bản đề xuất trước {words.day(due)}"


def contents_asked(session, letter, document, *, by) -> None:
    """The requests that this letter carries name it."""
    bodies = letter.recipients.all()
    for request in ContentRequest.objects.filter(session=session, document=None, body__in=bodies):
        request.document = document
        actions.edit(request, by=by)


def ask_for_documents(gathering, user) -> Text:
    """Who prepares what, and by when it is to be handed in."""
    items = [item for item in items_of(gathering, user) if item.status == ItemStatus.EXPECTED and item.preparing_body]
    bodies = list(dict.fromkeys(item.preparing_body for item in items))
    lines = []
    for number, body in enumerate(bodies, start=1):
        lines.append(f"{number}. {body.name}:")
        own = [item for item in items if item.preparing_body == body]
        lines += [f"- {item.title}: {_by_when(item)}." for item in own]
    body = words.join(
        f"Để bảo đảm tài liệu phục vụ {words.name_of(gathering)} (dự kiến {words.short_start_of(gathering)}), "
        f"{words.standing(gathering).name} đề nghị các cơ quan gửi tài liệu như sau:",
        *(lines or [f"1. {GAP}"]),
        "Tài liệu gửi bản ký số kèm bản để sửa. Nội dung không kịp chuẩn bị, đề nghị có văn bản nêu rõ lý do./.",
    )
    return from_standing(
        gathering,
        user,
        f"V/v gửi tài liệu {words.short_name_of(gathering)}",
        body,
        symbol=dispatch_symbol(gathering),
        addressees=words.names(bodies) or GAP,
        recipients=bodies,
        copies="Như trên",
    )


def _by_when(item) -> str:
    """Before its due day; what should have come already is to come at once."""
    if item.is_overdue:
        return f"đã quá hạn (ngày {words.short_day(item.due_on)}), đề nghị gửi ngay"
    return f"gửi trước ngày {words.short_day(item.due_on)}"


def convene(session, user) -> Text:
    """The decision that calls the session: day, place, contents, who carries it out."""
    items = [item.title for item in items_of(session, user)]
    bases = [words.law_of("SES-06", session)]
    if session.basis:
        bases.append(f"Căn cứ {words.document_words(session.basis)}")
    if session.preparatory_meeting:
        meeting = session.preparatory_meeting
        bases.append(f"Căn cứ kết luận {meeting.title} ngày {words.short_day(meeting.held_on)}")
    body = words.join(
        "QUYẾT ĐỊNH:",
        f"Điều 1. Triệu tập {words.name_of(session)}.",
        f"Thời gian: khai mạc {words.start_of(session)}.",
        f"Địa điểm: {words.sentence(words.venue_of(session))}",
        "Điều 2. Dự kiến nội dung, chương trình kỳ họp:",
        *(words.numbered(items) or [f"1. {GAP}"]),
        f"Điều 3. {words.standing(session).name}, các Ban của {words.council(session).name}, các đại biểu "
        f"{words.council(session).name} và các cơ quan liên quan chịu trách nhiệm thi hành Quyết định này./.",
    )
    bodies = list(dict.fromkeys([words.council(session), *partners(session, user)]))
    return from_standing(
        session,
        user,
        f"Về việc triệu tập {words.short_name_of(session)}",
        body,
        bases="\n".join(basis for basis in bases if basis),
        recipients=bodies,
        copies=f"Đại biểu {words.council(session).name}\nNhư Điều 3",
    )


def invite(gathering, user) -> Text:
    """To the delegates, the bodies that prepare something or were noted as guests, and the guests named on the list."""
    bodies = list(queries.invited_to(gathering))
    named = [row.guest_words for row in queries.guests_of(gathering)]
    is_session = isinstance(gathering, CouncilSession)
    delegates = [f"Các vị đại biểu {words.council(gathering).name}"] if is_session else []
    items = [item.title for item in items_of(gathering, user) if item.kind != ItemKind.PROCEDURE]
    body = words.join(
        f"{words.standing(gathering).name} trân trọng kính mời các vị đại biểu, đại diện các cơ quan tới dự "
        f"{words.name_of(gathering)}.",
        f"Thời gian: {GAP} giờ {GAP}, {words.start_of(gathering)}.",
        f"Địa điểm: {words.sentence(words.venue_of(gathering))}",
        "Nội dung:",
        *(words.numbered(items) or words.numbered([getattr(gathering, "topic", "") or GAP])),
        "Rất mong các vị đại biểu, các cơ quan dự đầy đủ, đúng thành phần./.",
    )
    return from_standing(
        gathering,
        user,
        f"Dự {words.short_name_of(gathering)}",
        body,
        addressees="\n".join([*delegates, *(body.name for body in bodies), *named]) or GAP,
        recipients=[*([words.council(gathering)] if is_session else []), *bodies],
        copies="Như trên",
    )


def invited(gathering, letter, document, *, by) -> None:
    """A session keeps its invitation; of a sitting the letter itself is the trace."""
    if isinstance(gathering, CouncilSession):
        keeps("invitation_document")(gathering, letter, document, by=by)


def keeps(name: str):
    """What `LetterKind.issued` does where the record has a link for the document."""

    def keep(record, letter, document, *, by) -> None:
        fresh = type(record).objects.get(pk=record.pk)
        setattr(fresh, name, document)
        save = actions.edit_session if isinstance(fresh, CouncilSession) else actions.edit
        save(fresh, by=by)

    return keep
