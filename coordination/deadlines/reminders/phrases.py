"""A ladder in words, for those who read it."""

from itertools import groupby

from coordination.deadlines.choices import Audience
from coordination.deadlines.reminders.ladder import AUDIENCES, Ladder


def in_words(ladder: Ladder) -> list[tuple[str, str]]:
    """(when, who) line by line: neighbouring steps with the same audience stand together."""
    rows = []
    for to, rungs in groupby(ladder.rungs, key=lambda rung: rung[1]):
        rows.append((_when([step for step, _ in rungs]), _who(to)))
    if ladder.weekly_to:
        rows.append(("sau đó cứ 5 ngày làm việc một lần", _who(ladder.weekly_to)))
    return rows


def _when(steps: list[int]) -> str:
    before = [str(-step) for step in steps if step < 0]
    after = [str(step) for step in steps if step > 0]
    parts = [f"trước hạn {', '.join(before)} ngày làm việc"] if before else []
    parts += ["đúng ngày đến hạn"] if 0 in steps else []
    parts += [f"quá hạn {', '.join(after)} ngày làm việc"] if after else []
    return "; ".join(parts)


def _who(audiences) -> str:
    return ", ".join(Audience(name).label for name in AUDIENCES if name in audiences)
