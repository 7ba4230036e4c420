"""How a duty ends: when its own record ends it instead of people, and what history keeps of an end."""

from collections import defaultdict
from collections.abc import Callable

from coordination.deadlines.choices import ObligationStatus
from coordination.deadlines.models import Obligation
from coordination.lib.dates import screen

_asked: dict[type, list[Callable[[Obligation], str | None]]] = defaultdict(list)
_there: dict[type, Callable[[Obligation, object], str | None]] = {}


def add(model, why_not: Callable[[Obligation], str | None], there: Callable | None = None) -> None:
    """Let a higher app say of a duty about one of its records why people do not close it by hand now, or nothing.

    `there(obligation, record)`: what is pressed to go and do it at the record ("Trả lời"), or nothing. Lists ask it of
    every row, so it asks nothing of the database.
    """
    _asked[model].append(why_not)
    if there:
        _there[model] = there


def words_there(obligation, record) -> str:
    """What leads to the record that ends the duty, for a record at hand; nothing for a duty that people close."""
    there = _there.get(type(record))
    return (there(obligation, record) if there and obligation.closed_on is None else None) or ""


def why_not_close(obligation) -> str | None:
    """The step of the record that will close it, while that step is still ahead."""
    kind = obligation.subject_type
    model = kind.model_class() if kind else None
    if model not in _asked or obligation.subject is None:
        return None
    return next((reason for why_not in _asked[model] if (reason := why_not(obligation))), None)


def ending_words(obligation: Obligation) -> str:
    """All that was said of the end, for history: reopening empties it.

    A document is named by its number here: who may read the duty may not always see the document.
    """
    if obligation.closed_on is None:
        return ""
    waived = obligation.status == ObligationStatus.WAIVED
    document = obligation.evidence_document_id
    said = [
        ("Kết quả", obligation.outcome),
        ("Minh chứng", obligation.evidence),
        ("Văn bản minh chứng", f"hồ sơ văn bản số {document}" if document else ""),
        ("Nguyên nhân trễ", obligation.get_late_cause_display()),
        ("Lý do trễ", obligation.late_reason),
        ("Cơ quan làm trễ", obligation.late_body),
    ]
    first = f"{'Được miễn' if waived else 'Xong'} ngày {screen(obligation.closed_on)}"
    return ". ".join([first, *(f"{label}: {str(words).rstrip('.')}" for label, words in said if words)]) + "."
