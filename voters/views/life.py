"""The life of a petition as its page draws it: what happened, in order, refusals and loops included."""

from dataclasses import dataclass
from datetime import date

from coordination.ui.show import capfirst
from voters.choices import Judgement, PetitionStatus
from voters.models import Petition

WORDS = {"reopen": "Mở lại", "resolve": "Giải quyết xong", "return": "Trả lại", "finish": "Kết thúc"}
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
    outer = [row for row in referrals if row.under_id is None]
    events += [event for number, row in enumerate(outer, 1) for event in _referred(row, number, len(outer))]
    events += [event for row in referrals if row.under_id for event in _referred(row, 0, 1)]
    events += [((row.sent_on, row.created_at, 0), _replied(row, petition)) for row in replies]
    events += [((row.on, row.created_at, 0), _judged(row)) for row in verdicts]
    events += [
        ((row.on, row.created_at, 1), _moved(row, petition))
        for row in petition.result_changes.all()
        if row.step in WORDS
    ]
    steps = [step for _when, step in sorted(events, key=lambda event: event[0])]
    if petition.status in ENDED:
        return steps
    last = steps.pop()
    return [*steps, Step(last.words, last.note, "is-now"), Step("Kết thúc", "chưa có ngày", "is-next")]


def days_lost(referrals) -> int | None:
    """Calendar days between the first time it was forwarded and its acceptance; None while nobody accepted it."""
    accepted = [row.accepted_on for row in referrals if row.accepted_on and row.continues_id is None]
    return (accepted[-1] - referrals[0].sent_on).days if accepted else None


def _day(day: date, petition: Petition) -> str:
    """Day and month; the year too where it is another one."""
    return f"{day:%d/%m}" if day.year == petition.received_on.year else f"{day:%d/%m/%Y}"


def _received(petition) -> Step:
    return Step("Tiếp nhận", f"{_day(petition.received_on, petition)} · {petition.get_origin_display()}")


def _referred(row, number: int, times: int) -> list[tuple]:
    petition = row.petition
    accepted = f", nhận {_day(row.accepted_on, petition)}" if row.accepted_on else ""
    words = f"Chuyển lần {number}" if times > 1 else "Giao" if row.under_id else "Chuyển"
    sent = Step(words, f"{_day(row.sent_on, petition)} · {row.to}{accepted}")
    events = [((row.sent_on, row.created_at, 0), sent)]
    if row.refused_on:
        refused = Step("Bị từ chối", f"{_day(row.refused_on, petition)} · {row.to}", "is-bad")
        events.append(((row.refused_on, row.created_at, 1), refused))
    return events


def _replied(row, petition) -> Step:
    return Step(
        "Đã trả lời",
        f"{_day(row.sent_on, petition)} · {_kept(row.sent_on, petition.due_on) or row.get_result_display()}",
    )


def _kept(day: date, due_on: date | None) -> str:
    """How a day lies to the due day."""
    if due_on is None:
        return ""
    if day == due_on:
        return "đúng hạn"
    return f"sớm {(due_on - day).days} ngày" if day < due_on else f"trễ {(day - due_on).days} ngày"


def _judged(row) -> Step:
    bad = "is-bad" if row.judgement == Judgement.UNSATISFIED else ""
    return Step(row.get_judgement_display(), f"{_day(row.on, row.petition)} · {row.whose} đánh giá", bad)


def _moved(row, petition) -> Step:
    note = _day(row.on, petition)
    if row.step == "reopen" and petition.competent_body:
        note = f"{note} · {petition.competent_body} làm rõ"
    return Step(capfirst(WORDS[row.step]), note)
