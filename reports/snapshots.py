"""A review's figures: as they stand now while it is written, frozen with a hash once the parties have agreed."""

import hashlib
import json
from dataclasses import dataclass

from reports.catalogue import BY_KEY, FIGURES
from reports.queries import Ledger
from reports.rules import Value


@dataclass(frozen=True)
class Moved:
    """A figure whose number has changed since it was frozen."""

    reported: Value
    now: Value


def current(review) -> list[Value]:
    """All figures of the review's period as they stand now, each narrower scope after its whole."""
    ledger = Ledger(review.locality)
    return [value for figure in FIGURES for value in ledger.values(figure, review.period)]


def values(review) -> list[Value]:
    """What the review says: its frozen figures, or the current ones while there are none."""
    if review.snapshot is None:
        return current(review)
    return [_thawed(review, row) for row in review.snapshot]


def moved(review) -> list[Moved]:
    """Figures that say something else now than when they were frozen."""
    if review.snapshot is None:
        return []
    now = {(value.figure.key, value.bodies): value for value in current(review)}
    pairs = [(value, now.get((value.figure.key, value.bodies))) for value in values(review)]
    return [
        Moved(value, other)
        for value, other in pairs
        if other and (other.number, other.parts) != (value.number, value.parts)
    ]


def digest(rows: list[dict]) -> str:
    """The check sum of frozen figures."""
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _thawed(review, row: dict) -> Value:
    """A frozen row as a value again."""
    bodies = row["scope"]["bodies"]
    return Value(
        BY_KEY[row["key"]],
        row["scope"]["locality"],
        review.period,
        row["value"],
        row["parts"],
        bodies=tuple(bodies) if bodies else None,
        qualifier=row["qualifier"],
        provenance=row["provenance"],
    )
