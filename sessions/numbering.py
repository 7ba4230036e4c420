"""Numbers of resolutions: one run for normative and one for individual ones, each beginning anew every year.

A normative resolution carries the year in its code (05/2026/NQ-HĐND), an individual one does not (22/NQ-HĐND).
Numbers are taken over all rows of the locality, whoever asks: a number is no secret, and a hidden one is used, too.
"""

from itertools import pairwise

from coordination.people.models import Locality
from sessions.models import Resolution

TYPES = ((True, "quy phạm pháp luật"), (False, "cá biệt"))
MOST_RANGES = 12
"""So many stretches of unused numbers are named; more are a book that begins in the middle."""


def next_number(locality, is_normative: bool, year: int) -> str:
    """One more than the highest number of the type in the year; below 10 with a zero in front."""
    return f"{max(_used(locality, is_normative, year), default=0) + 1:02}"


def unused(locality, year: int) -> list[tuple[str, str]]:
    """(type in words, "14, 17–19") for each type whose numbers of the year leave some out."""
    found = [(words, _gaps(_used(locality, is_normative, year))) for is_normative, words in TYPES]
    return [(words, gaps) for words, gaps in found if gaps]


def skipped(resolution) -> str:
    """Which numbers its own leaves out right before it ("20–24"), as is told to whoever gives it; mostly nothing."""
    number = resolution.number
    if not (number.isascii() and number.isdigit() and resolution.year):
        return ""
    used = _used(resolution.locality, resolution.is_normative, resolution.year)
    before = max((other for other in used if other < int(number)), default=0)
    return _gaps({*range(1, before + 1), int(number)})


def hold(resolution) -> None:
    """Let only one clerk of the locality number at a time; the next one then sees what was taken. In a transaction."""
    if resolution.number:
        Locality.objects.select_for_update().filter(pk=resolution.locality_id).first()


def _used(locality, is_normative: bool, year: int) -> set[int]:
    rows = Resolution.objects.filter(locality=locality, is_normative=is_normative, year=year)
    numbers = rows.exclude(number="").values_list("number", flat=True)
    return {int(number) for number in numbers if number.isascii() and number.isdigit()}


def _gaps(used: set[int]) -> str:
    """What is missing below the highest: single numbers and stretches."""
    ranges = [(low + 1, high - 1) for low, high in pairwise([0, *sorted(used)]) if high - low > 1]
    words = [f"{first}" if first == last else f"{first}–{last}" for first, last in ranges]
    more = f" và {len(words) - MOST_RANGES} quãng khác" if len(words) > MOST_RANGES else ""
    return ", ".join(words[:MOST_RANGES]) + more
