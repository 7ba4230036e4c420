"""A row of the table: what took how long against which floor."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """`measured` and `floor` in seconds, or what `unit` says; the ratio may be at most `target`."""

    what: str
    measured: float
    floor_name: str
    floor: float
    target: float
    unit: str = "s"

    @property
    def ratio(self) -> float:
        return self.measured / self.floor

    @property
    def is_reached(self) -> bool:
        return self.ratio <= self.target

    def __str__(self) -> str:
        verdict = "đạt" if self.is_reached else "CHƯA ĐẠT"
        return (
            f"{self.what}: {self.measured:.3f} {self.unit}; {self.floor_name}: {self.floor:.3f} {self.unit}; "
            f"tỉ lệ {self.ratio:.2f}, cần không quá {self.target:g}: {verdict}"
        )


def seconds(act: Callable[[], object]) -> float:
    """How long it takes once."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def median(act: Callable[[], object], *, before: Callable[[], object], times: int = 3) -> float:
    """The middle of several runs, each after the same preparation, which is not timed."""
    runs = []
    for _ in range(times):
        before()
        runs.append(seconds(act))
    return statistics.median(runs)
