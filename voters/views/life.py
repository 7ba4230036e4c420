"""The life of a petition as its page draws it: what happened, in order, refusals and loops included."""

from dataclasses import dataclass
from datetime import date

from coordination.records.ties import has_none
from coordination.ui.show import capfirst
from voters.choices import Judgement, PetitionStatus, Result
from voters.kept import distance
from voters.models import Petition
from voters.rules import ANSWERING, FOLLOW, REOPENED_ABOVE, REOPENING

WORDS = {
    "reopen": "Mở lại",
    REOPENED_ABOVE: "Cấp trên mở lại",
    "resolve": "Giải quyết xong",
    "return": "Trả lại",
    "finish": "Kết thúc",
}
WITH_GROUP = {
    FOLLOW[PetitionStatus.ANSWERED]: "Đã trả lời",
    FOLLOW[PetitionStatus.FINISHED]: "Kết thúc",
    FOLLOW[PetitionStatus.REOPENED]: "Mở lại",
}
"""What a merged petition follows its group in."""
ENDED = (PetitionStatus.FINISHED, PetitionStatus.RETURNED)


@dataclass(frozen=True)
class Step:
    """One dot of the line: what, a short note, and how it is drawn (`is-bad`, `is-now`, `is-next` or nothing)."""

    words: str
    note: str
    css: str = ""


def of(petition: Petition, referrals, replies, verdicts) -> list[Step]:
    """Past steps by day, the present one marked, the end announced while it is to come."""
    events = [((petition.received_on, petition.created_at, 0), _received(petition))]
    changes = [] if has_none(petition, "result_changes") else list(petition.result_changes.all())
    reopened = [row for row in changes if row.step in REOPENING]
    sent = [row for row in referrals if row.under_id is None and row.continues_id is None]
    events += [event for number, row in enumerate(sent, 1) for event in _referred(row, number, len(sent))]
    events += [event for row in referrals if row not in sent for event in _referred(row, 0, 1)]
    for row in replies:
        due_then = _due_then(row, petition, sent, reopened)
        events.append(((row.sent_on, row.created_at, 0), _replied(row, petition, due_then)))
    events += [((row.on, row.created_at, 0), _judged(row)) for row in verdicts]
    events += [((row.on, row.created_at, 1), _moved(row, petition)) for row in changes if row.step in WORDS]
    followed = [row for row in changes if row.step in WITH_GROUP]
    events += [((row.on, row.created_at, 1), _followed(row, petition, row is followed[0])) for row in followed]
    steps = [step for _when, step in sorted(events, key=lambda event: event[0])]
    if petition.status in ENDED:
        return steps
    last = steps.pop()
    return [*steps, Step(last.words, last.note, "is-now"), Step("Kết thúc", "chưa có ngày", "is-next")]


def _day(day: date, petition: Petition) -> str:
    """Day and month; the year too where it is another one."""
    return f"{day:%d/%m}" if day.year == petition.received_on.year else f"{day:%d/%m/%Y}"


def _received(petition) -> Step:
    return Step("Tiếp nhận", f"{_day(petition.received_on, petition)} · {petition.get_origin_display()}")


def _referred(row, number: int, times: int) -> list[tuple]:
    petition = row.petition
    accepted = f", nhận {_day(row.accepted_on, petition)}" if row.accepted_on else ""
    others = "Kế thừa" if row.continues_id else "Giao" if row.under_id else "Chuyển"
    words = f"Chuyển lần {number}" if times > 1 else others
    sent = Step(words, f"{_day(row.sent_on, petition)} · {row.to}{accepted}")
    events = [((row.sent_on, row.created_at, 0), sent)]
    if row.refused_on:
        refused = Step("Bị từ chối", f"{_day(row.refused_on, petition)} · {row.to}", "is-bad")
        events.append(((row.refused_on, row.created_at, 1), refused))
    return events


def _replied(row, petition, due_then: date | None) -> Step:
    note = distance(row.sent_on, due_then) if due_then else row.get_result_display()
    return Step("Đã trả lời", f"{_day(row.sent_on, petition)} · {note}")


def _due_then(reply, petition, sent, reopened) -> date | None:
    """The day that was due when an answer was sent: a later reopening may have set another one, which says nothing of
    the earlier answer. Nothing where no day held for this answer, or none is known any more."""
    moment = (reply.sent_on, reply.created_at)
    before = [row.on for row in reopened if (row.on, row.created_at) <= moment]
    after = [row.on for row in reopened if (row.on, row.created_at) > moment]
    due_on = petition.due_on
    if due_on and before and due_on < before[-1]:
        return None  # answered once more, and reopening set no day
    if not after or (due_on and due_on < after[0]):
        return due_on
    asked = [row for row in sent if row.sent_on <= reply.sent_on and row.refused_on is None]
    return asked[-1].due_on if asked and not before else None


def _judged(row) -> Step:
    bad = "is-bad" if row.judgement == Judgement.UNSATISFIED else ""
    return Step(row.get_judgement_display(), f"{_day(row.on, row.petition)} · {row.whose} đánh giá", bad)


def _followed(row, petition, is_first: bool) -> Step:
    """With the petition that leads its group; what ends it at once, or says that it is done at once, is an answer."""
    words = WITH_GROUP[row.step]
    if is_first and row.result in ANSWERING:
        words = "Đã trả lời"
    elif row.result == Result.RESOLVED and row.step == FOLLOW[PetitionStatus.ANSWERED]:
        words = "Giải quyết xong"
    lead = f" · cùng {petition.merged_into.code}" if petition.merged_into_id else ""
    return Step(words, f"{_day(row.on, petition)}{lead}")


def _moved(row, petition) -> Step:
    note = _day(row.on, petition)
    if row.step == "reopen" and petition.competent_body:
        note = f"{note} · {petition.competent_body} làm rõ"
    return Step(capfirst(WORDS[row.step]), note)
