"""What waits for somebody's next step without a day on which it is due: no rule gives one, and none is invented.

It is no duty of the ledger, or one due too far ahead for its groups, so nothing here is overdue. Apps above say what
waits (`add`); "Việc của tôi" shows the first rows of each kind, and a page of its own asks the same for all of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.urls import reverse

from coordination.people.permissions import Permission
from coordination.ui import counting
from coordination.ui.counting import counted


class Item(NamedTuple):
    """One row as the page shows it: which record, a second line, and what is pressed."""

    title: str
    url: str
    words: str
    act: str
    act_url: str


@dataclass(frozen=True)
class Kind:
    """One sort of next step: `rows(user)` are the records, visible to the user, that wait for that user, oldest first;
    `item(row)` asks nothing of the database. `standing` is said of each row, `lead` over the page of all."""

    key: str
    title: str
    permission: Permission
    rows: Callable[[Any], QuerySet]
    item: Callable[[Any], Item]
    standing: str = "chờ xử lý, không có hạn"
    lead: str = "Chờ bước tiếp theo; không quy định nào đặt hạn nên không tính quá hạn."

    @property
    def url(self) -> str:
        """The page of all of them."""
        return reverse("deadlines:waiting", args=[self.key])


@dataclass(frozen=True)
class Block:
    """The first rows of a kind, and how many there are."""

    kind: Kind
    items: list[Item]
    count: int

    @property
    def is_cut(self) -> bool:
        """Whether there are more than are counted."""
        return self.count > counting.COUNT_LIMIT

    @property
    def count_words(self) -> str:
        """How many there are, as far as they are counted."""
        return counting.words(self.count)

    @property
    def has_more(self) -> bool:
        """Whether the page of its own shows more."""
        return self.count > len(self.items)


_kinds: dict[str, Kind] = {}


def add(kind: Kind) -> None:
    """Let an app above say what waits."""
    _kinds[kind.key] = kind


def find(key: str) -> Kind | None:
    """The kind with this key."""
    return _kinds.get(key)


def blocks(user, shown: int) -> list[Block]:
    """Of each kind that waits for the user the first rows: one query for all counts, one for the rows of each."""
    kinds = [kind for kind in _kinds.values() if user.acting and user.can(kind.permission)]
    counts = counted(kind.rows(user) for kind in kinds)
    return [
        Block(kind, [kind.item(row) for row in kind.rows(user)[:shown]], count)
        for kind, count in zip(kinds, counts, strict=True)
        if count
    ]
