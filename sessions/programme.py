"""The agenda of a session or sitting as a numbered tree: what stands under what, its number, its planned minutes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from coordination.lib.text import fold
from sessions.choices import Activity, ItemKind, ItemStatus

LETTERS = "abcdđeghiklmnopqrstuvxy"
"""The letters that number the points of an official text."""
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))

ACTIVITIES = {
    ItemKind.REPORT: Activity.REPORTS,
    ItemKind.SUBMISSION: Activity.REPORTS,
    ItemKind.SCHEME: Activity.REPORTS,
    ItemKind.VERIFICATION: Activity.REPORTS,
    ItemKind.DRAFT: Activity.VOTING,
    ItemKind.PERSONNEL: Activity.VOTING,
    ItemKind.QUESTIONING: Activity.QUESTIONING,
}
"""What the planned minutes of an item are for; a discussion is known by its title."""


@dataclass
class Node:
    """One item in its place. `number` is its own ("1"), `path` the whole way ("II.1")."""

    item: object
    number: str = ""
    path: str = ""
    parts: list["Node"] = field(default_factory=list)
    is_first: bool = True
    is_last: bool = True
    papers: list = field(default_factory=list)

    @property
    def minutes(self) -> int:
        """Planned minutes: those of its parts where these have some, else its own; what was stopped takes none."""
        if self.item.status in ItemStatus.STOPPED:
            return 0
        return sum(part.minutes for part in self.parts) or self.item.minutes or 0

    def walk(self) -> Iterable["Node"]:
        """This node and all below it, in order."""
        yield self
        for part in self.parts:
            yield from part.walk()


def roman(number: int) -> str:
    """1 → I, 4 → IV."""
    out = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out += letters * count
    return out


def numeral(depth: int, place: int) -> str:
    """The number of the `place`-th item at a depth: I, 1, a; deeper ones have a dash."""
    if depth == 0:
        return roman(place)
    if depth == 1:
        return str(place)
    return LETTERS[place - 1] if depth == 2 and place <= len(LETTERS) else "–"


def numbers(rows: Iterable[tuple[int, int | None, str]]) -> dict[int, tuple[str, str]]:
    """Key → (number, path) from (key, key of its parent, status) of a whole agenda in order.

    What was withdrawn or postponed keeps its place and has no number. An agenda without parts is numbered 1, 2, 3.
    """
    below = defaultdict(list)
    for key, parent, status in rows:
        below[parent].append((key, status))
    flat = set(below) <= {None}
    found: dict[int, tuple[str, str]] = {}

    def count(parent: int | None, depth: int, way: str) -> None:
        place = 0
        for key, status in below.get(parent, ()):
            if status in ItemStatus.STOPPED:
                found[key] = ("", "")
            else:
                place += 1
                own = str(place) if flat else numeral(depth, place)
                found[key] = (own, f"{way}.{own}" if way else own)
            count(key, depth + 1, found[key][1])

    count(None, 0, "")
    return found


def tree(items: Iterable, numbered: dict[int, tuple[str, str]]) -> list[Node]:
    """The seen items as a tree, in order. One whose whole is not seen stands at the top under its whole number."""
    nodes = {item.pk: Node(item, *numbered.get(item.pk, ("", ""))) for item in items}
    top: list[Node] = []
    for node in nodes.values():
        above = nodes.get(node.item.parent_id)
        (above.parts if above else top).append(node)
        if above is None and node.item.parent_id:
            node.number = node.path
    for level in (top, *(node.parts for node in nodes.values())):
        for place, node in enumerate(level):
            node.is_first, node.is_last = place == 0, place == len(level) - 1
    return top


def flat(top: Iterable[Node]) -> list[Node]:
    """All nodes in the order in which they are read."""
    return [node for first in top for node in first.walk()]


def activity_of(item) -> Activity:
    """What the time of an item is planned for."""
    if fold(item.title).startswith("thao luan"):
        return Activity.DISCUSSION
    return ACTIVITIES.get(item.kind, Activity.OTHER)


def planned(top: Iterable[Node]) -> list[tuple[str, int]]:
    """(activity in words, planned minutes) in the order of the vocabulary, those with minutes; counted where `minutes`
    of a node counts them."""
    totals: dict[str, int] = defaultdict(int)

    def add(node: Node) -> None:
        below = sum(part.minutes for part in node.parts)
        if node.item.status in ItemStatus.STOPPED:
            return
        if below:
            for part in node.parts:
                add(part)
        elif node.item.minutes:
            totals[activity_of(node.item)] += node.item.minutes

    for node in top:
        add(node)
    return [(activity.label, totals[activity]) for activity in Activity if totals[activity]]


def hours(minutes: int) -> str:
    """90 → "1 giờ 30 phút"."""
    whole, rest = divmod(minutes, 60)
    return " ".join(part for part in (f"{whole} giờ" if whole else "", f"{rest} phút" if rest else "") if part)
