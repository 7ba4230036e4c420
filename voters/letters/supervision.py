"""What watching over petitions writes: reminders to a body, and the report to the session.

Everything comes from the register; what it does not hold is a gap that the office fills in.
"""

from coordination.documents.choices import DocumentKind
from coordination.documents.layout import GAP
from coordination.documents.letters import Text, symbol_of
from coordination.lib.dates import official
from coordination.lib.numbers import share, vi
from coordination.records.errors import NotNow
from sessions.letters import words
from sessions.letters.before import dispatch_symbol, from_standing
from voters import actions
from voters.choices import Field, FollowUpStatus, JurisdictionLevel, Result
from voters.letters.titles import abstract_of
from voters.models import FollowUp, Petition, Referral, SupervisionReport
from voters.queries import UNKNOWN
from voters.queries import supervision as queries


def follow_up(record: FollowUp, user) -> Text:
    """Which petitions wait for an answer, since when, and how late they are."""
    rows = record.petitions.visible_to(user).order_by("due_on", "code")
    petitions = list(rows.select_related("place", "locality"))
    sent = _last_sent(petitions, record.to)
    lines = [f"{number}. {_waiting(petition, sent)}" for number, petition in enumerate(petitions, start=1)]
    issuer = words.standing(record)
    times = f" (lần {record.round})" if record.round > 1 else ""
    by_when = f" trước ngày {words.short_day(record.answer_by)}" if record.answer_by else ""
    earlier = f"Đây là lần đôn đốc thứ {record.round} về các kiến nghị này." if record.round > 1 else ""
    body = words.join(
        f"{issuer.name} đã chuyển đến {record.to.name} các kiến nghị sau đây của cử tri; đến nay chưa nhận được "
        "trả lời cuối cùng:",
        *(lines or [f"1. {GAP}"]),
        *([earlier] if earlier else []),
        *record.note.splitlines(),
        f"Đề nghị {record.to.name} giải quyết, trả lời và gửi kết quả về {issuer.name}{by_when}./.",
    )
    return from_standing(
        record,
        user,
        f"V/v đôn đốc giải quyết, trả lời kiến nghị của cử tri{times}",
        body,
        symbol=dispatch_symbol(record),
        addressees=record.to.name,
        recipients=[record.to],
        copies="Như trên",
    )


def _last_sent(petitions, to) -> dict[int, Referral]:
    """Petition → the newest time it was sent to the body."""
    rows = Referral.objects.filter(petition__in=petitions, to=to).order_by("sent_on", "pk")  # ungated: of the seen ones
    return {row.petition_id: row for row in rows.select_related("to", "continues__to")}


def _waiting(petition: Petition, sent: dict[int, Referral]) -> str:
    """One petition: code, what it asks, where, when it was sent and due; long dates would tear the lines."""
    where = f" ({petition.where})" if petition.where else ""
    went = _went(sent[petition.pk]) if petition.pk in sent else ""
    due = f"; hạn trả lời ngày {official(petition.due_on)}" if petition.due_on else ""
    return f"{petition.code}: {petition.public_title.rstrip('.')}{where}{went}{due}."


def _went(referral: Referral) -> str:
    """When it was sent, with which paper; to a successor no paper went, but to the body before it."""
    paper = referral.paper
    number = f" tại văn bản số {paper.number}" if paper.number else ""
    first = f", gửi {paper.to}; {referral.to} kế thừa từ {official(referral.sent_on)}" if paper is not referral else ""
    return f"; chuyển ngày {official(paper.sent_on)}{number}{first}"


def urged(record: FollowUp, letter, document, *, by) -> None:
    """The letter is the reminder; one that was noted as sent only keeps it."""
    if record.status == FollowUpStatus.SENT:
        actions.keep_letter(record, document, by=by)
        return
    actions.send_follow_up(record, by=by, sent_on=letter.issued_on, document=document)


# --- The report to the session -----------------------------------------------------------------------------------


REPORT = "petition-supervision"
"""The kind of letter that a report to the session becomes."""


def supervision(record: SupervisionReport, user) -> Text:
    """Totals, parts, what is late, repeated and sent around, then what the office thinks of it and proposes.

    Raises NotNow before the numbers are settled: letter and report say the same.
    """
    if not record.numbers:
        raise NotNow("Chốt số liệu trước khi soạn, để văn bản và số liệu lưu cùng báo cáo là một.")
    numbers = queries.Numbers(**record.numbers)
    body = words.join(
        "I. KẾT QUẢ TIẾP NHẬN, GIẢI QUYẾT",
        f"{_sentence(_period(record))}, sổ kiến nghị ghi {vi(numbers.total)} kiến nghị của cử tri. Đến hết "
        f"{words.day(record.counted_on)}: đã trả lời {_of(numbers.answered, numbers.total)}; đã giải quyết xong "
        f"{_of(numbers.resolved, numbers.total)}; quá hạn mà chưa xong {vi(numbers.overdue)}.",
        *_part("1. Theo cấp thẩm quyền", numbers.by_level, JurisdictionLevel),
        *_part("2. Theo lĩnh vực", numbers.by_field, Field),
        "3. Theo cơ quan giải quyết",
        *(f"- {name or 'Chưa giao cơ quan'}: {vi(number)}." for name, number in numbers.by_body),
        *_part("4. Theo kết quả", numbers.by_result, Result),
        "II. NHỮNG VIỆC CẦN LƯU Ý",
        f"1. Kiến nghị từ lần thứ hai trở lên: {vi(numbers.repeated)}.",
        f"2. Kiến nghị bị từ chối hoặc gửi nhầm thẩm quyền: {vi(numbers.bounced)}.",
        f"3. Kiến nghị quá hạn mà chưa xong: {vi(numbers.overdue)}.",
        "III. ĐÁNH GIÁ",
        *(record.assessment.splitlines() or [GAP]),
        "IV. ĐỀ NGHỊ",
        *(record.proposals.splitlines() or [GAP]),
    )
    return from_standing(
        record,
        user,
        abstract_of(record.title, DocumentKind.REPORT),
        f"{body.rstrip('.')}./.",
        symbol=symbol_of(DocumentKind.REPORT, words.standing(record)),
        addressees=words.council(record).name,
        recipients=[words.council(record)],
    )


def _period(record) -> str:
    return f"từ {words.day(record.period_from)} đến {words.day(record.period_to)}"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _of(number: int, total: int) -> str:
    """ "22 (36,7%)"; without a total there is no share."""
    part = share(number, total)
    return f"{vi(number)} ({part})" if part else vi(number)


def _part(heading: str, counted: dict[str, int], vocabulary) -> list[str]:
    """A breakdown, the most first, parts without any left out; what was not classified is named."""
    rows = sorted(((name, n) for name, n in counted.items() if n), key=lambda row: -row[1])
    names = [(_sentence("chưa rõ" if name == UNKNOWN else vocabulary(name).label), n) for name, n in rows]
    return [heading, *(f"- {name}: {vi(n)}." for name, n in names)] if names else []


def reported(record: SupervisionReport, letter, document, *, by) -> None:
    """The letter is the report."""
    actions.issue_supervision_letter(record, letter, document, by=by)
