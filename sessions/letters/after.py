"""What is written from what happened: minutes, and notices of conclusions."""

from collections.abc import Iterator

from coordination.documents.layout import GAP
from coordination.documents.letters import Text
from coordination.lib.numbers import vi
from coordination.regulations.actions import edit_meeting
from coordination.ui.show import lowfirst
from sessions import queries
from sessions.choices import ItemStatus, Presence, QuestionVia
from sessions.letters import words
from sessions.letters.before import from_standing, items_of, partners
from sessions.models import AgendaItem, Attendance, Ballot, CouncilSession, DraftStep, Question, Resolution
from sessions.programme import roman
from sessions.queries import drafts


def minutes(gathering, user) -> Text:
    """Who was there, what was laid before the hall, asked, promised and voted; gaps where nothing is recorded."""
    is_session = isinstance(gathering, CouncilSession)
    issuer = words.council(gathering) if is_session else words.standing(gathering)
    body = words.join(
        f"{words.name_of(gathering)} họp {words.start_of(gathering)}, tại {words.sentence(words.venue_of(gathering))}",
        *_parts(part(gathering, user) for part in (_who, _what, _questions, _votes, _adopted)),
        *_end(gathering),
    )
    return Text(
        issuer=issuer,
        abstract=words.short_name_of(gathering),
        body=body,
        signer_post=f"Chủ tọa {'kỳ họp' if is_session else 'phiên họp'}",
        co_signer_post=f"Thư ký {'kỳ họp' if is_session else 'phiên họp'}",
        place=gathering.locality.name,
        recipients=[issuer],
        copies=f"Đại biểu {words.council(gathering).name}" if is_session else words.standing(gathering).name,
    )


def _parts(parts) -> Iterator[str]:
    """Each part under its heading with the next Roman number; what nothing was recorded of has none."""
    for number, (heading, *lines) in enumerate((part for part in parts if part), start=1):
        yield f"{roman(number)}. {heading}"
        yield from lines


def _rows(model, gathering, user):
    """The visible rows of the gathering."""
    side = gathering.side
    return model.objects.visible_to(user).filter(**{side: gathering.pk})


def _who(gathering, user) -> list[str]:
    rows = list(_rows(Attendance, gathering, user).select_related("person", "body").order_by("id"))
    people = [row for row in rows if row.person_id]
    came = [row for row in people if row.presence == Presence.PRESENT]
    lines = ["THÀNH PHẦN"]
    if people:
        total = queries.turnout_of(gathering).total
        of_all = f" trên tổng số {vi(total)} đại biểu" if total >= len(came) and total else ""
        lines.append(f"- Có mặt: {vi(len(came))} đại biểu{of_all}.")
    else:
        lines.append(f"- Có mặt: {GAP} đại biểu.")
    for presence in (Presence.EXCUSED, Presence.ABSENT):
        absent = [row for row in people if row.presence == presence]
        if absent:
            named = "; ".join(f"{row.person.name}{f' ({row.excuse})' if row.excuse else ''}" for row in absent)
            lines.append(f"- {presence.label.capitalize()}: {len(absent)} đại biểu: {named}.")
    here = [row for row in rows if not row.person_id and row.presence == Presence.PRESENT]
    guests = [row.body.name if row.body_id else row.guest_words for row in here]
    lines.append(f"- Khách mời: {'; '.join(guests)}." if guests else f"- Khách mời: {GAP}")
    lines += [f"- Chủ tọa: {GAP}", f"- Thư ký: {GAP}"]  # who holds the post need not have presided
    return lines


def _what(gathering, user) -> list[str]:
    lines = ["NỘI DUNG"]
    items = items_of(gathering, user)
    steps = drafts.dossiers(DraftStep.objects.visible_to(user), {item.draft_id for item in items} - {None})
    lines += words.numbered(_item(item, steps.get(item.draft_id)) for item in items) or [f"1. {GAP}"]
    stopped = _rows(AgendaItem, gathering, user).filter(status__in=ItemStatus.STOPPED).order_by("order", "id")
    for item in stopped:
        what = "Rút khỏi chương trình" if item.status == ItemStatus.WITHDRAWN else "Lùi thời gian trình"
        lines.append(f"- {what}: {item.title}. Lý do: {words.sentence(item.reason)}")
    return lines


def _item(item, dossier) -> str:
    """An item with who presented it, else who prepared it (that is not who presented it), and who verified it."""
    who = f"{item.presenter} trình bày" if item.presenter else ""
    if not who and item.preparing_body:
        who = f"cơ quan chuẩn bị: {item.preparing_body.name}"
    return "; ".join(part for part in (item.title, who, _verified(item, dossier)) if part)


def _verified(item, dossier) -> str:
    """By the item itself, else by the steps of its draft (`dossier`)."""
    if dossier and dossier.verified_on:
        return f"{', '.join(board.name for board in dossier.boards)} thẩm tra"
    return f"{item.verifying_board.name} thẩm tra" if item.verifying_board and item.verified_on else ""


def _questions(gathering, user) -> list[str]:
    questions = _rows(Question, gathering, user).select_related("delegate", "addressee").order_by("put_on", "id")
    lines = []
    promised = [question for question in questions if question.via == QuestionVia.PROMISE]
    for question in (row for row in questions if row.via != QuestionVia.PROMISE):
        who = f"Đại biểu {question.delegate.name}" if question.delegate else "Đại biểu"
        lines.append(f"{who} chất vấn {question.addressee.name}: {words.sentence(question.text)}")
        if question.answer:
            how = question.get_answered_in_display() or "trả lời"
            lines.append(f"{question.addressee.name} {lowfirst(how)}: {words.sentence(question.answer)}")
        if question.promise:
            lines.append(_promise(question))
    lines += [_promise(question) for question in promised]  # nobody asked these: each was made beside a question
    return ["CHẤT VẤN VÀ TRẢ LỜI CHẤT VẤN", *lines] if lines else []


def _promise(question) -> str:
    due = words.short_day(question.promise_due_on)
    return f"{question.addressee.name} hứa: {question.promise.rstrip('. ')}, xong trước ngày {due}."


def _votes(gathering, user) -> list[str]:
    ballots = list(_rows(Ballot, gathering, user).order_by("held_on", "id"))
    return ["BIỂU QUYẾT", *words.numbered(_ballot(ballot) for ballot in ballots)] if ballots else []


def _ballot(ballot) -> str:
    invalid = f", không hợp lệ {vi(ballot.votes_invalid)}" if ballot.votes_invalid else ""
    return (
        f"{ballot.title} ({ballot.get_method_display()}): có mặt {vi(ballot.present)} trên tổng số "
        f"{vi(ballot.base_count)}; tán thành {vi(ballot.votes_for)}, không tán thành {vi(ballot.votes_against)}, "
        f"không biểu quyết {vi(ballot.votes_blank)}{invalid}. Kết quả: {ballot.state[1]}"
    )


def _adopted(gathering, user) -> list[str]:
    if not isinstance(gathering, CouncilSession):
        return ["KẾT LUẬN", words.sentence(gathering.conclusion) if gathering.conclusion else GAP]
    rows = list(Resolution.objects.visible_to(user).filter(session=gathering).order_by("is_normative", "number", "id"))
    if not rows:
        return []
    return ["NGHỊ QUYẾT ĐÃ THÔNG QUA", *words.numbered(f"{row.code or 'Nghị quyết'} {row.title}" for row in rows)]


def _end(gathering) -> list[str]:
    closed = gathering.closed_on if isinstance(gathering, CouncilSession) else gathering.held_on
    name = "Kỳ họp bế mạc" if isinstance(gathering, CouncilSession) else "Phiên họp kết thúc"
    return [f"{name} hồi {GAP} giờ {GAP}, {words.day(closed)}./."]


def conference_conclusion(session, user) -> Text:
    """What the joint conference before the session concluded."""
    meeting = session.preparatory_meeting
    held = words.day(meeting.held_on)
    parties = list(meeting.parties.all())
    took_part = f", có sự tham dự của {'; '.join(body.name for body in parties)}" if parties else ""
    body = words.join(
        f"{held[0].upper()}{held[1:]}, {words.standing(session).name} tổ chức {lowfirst(meeting.title)}{took_part}.",
        "Sau khi nghe báo cáo và ý kiến của các cơ quan, hội nghị thống nhất kết luận như sau:",
        *(_paragraphs(meeting.conclusions) or [GAP]),
        f"{words.standing(session).name} thông báo để các cơ quan biết, thực hiện./.",
    )
    recipients = parties or partners(session, user)
    return from_standing(
        session,
        user,
        f"Kết luận {lowfirst(meeting.title)}",
        body,
        recipients=recipients,
        copies=words.names(recipients),
    )


def conference_concluded(session, letter, document, *, by) -> None:
    """The meeting keeps its notice."""
    meeting = type(session.preparatory_meeting).objects.get(pk=session.preparatory_meeting_id)
    meeting.document = document
    edit_meeting(meeting, by=by)


def sitting_conclusion(sitting, user) -> Text:
    """What the Standing Committee concluded at its sitting."""
    bodies = list(dict.fromkeys(item.preparing_body for item in items_of(sitting, user) if item.preparing_body))
    if sitting.requested_by and sitting.requested_by not in bodies:
        bodies.insert(0, sitting.requested_by)
    held = words.start_of(sitting)
    body = words.join(
        f"{held[0].upper()}{held[1:]}, {words.standing(sitting).name} họp về: {words.sentence(sitting.topic)}",
        "Sau khi nghe báo cáo và ý kiến thảo luận, Thường trực Hội đồng nhân dân kết luận như sau:",
        *(_paragraphs(sitting.conclusion) or [GAP]),
        f"{words.standing(sitting).name} thông báo để các cơ quan biết, thực hiện./.",
    )
    return from_standing(
        sitting,
        user,
        f"Kết luận {words.short_name_of(sitting)}",
        body,
        recipients=bodies,
        copies=words.names(bodies) or GAP,
    )


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
