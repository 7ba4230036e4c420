"""The numbers of a handover, as its page and its minutes show them: each register by how its rows stand.

They close: each row is in exactly one column, and what the reader may not see is counted in a line of its own, without
title.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType

from coordination.people.roles import Reach
from sessions import registers
from sessions.choices import HandoverStanding
from sessions.models import HandoverRow
from sessions.queries import handover as queries

LABELS = {standing.value: str(standing.label) for standing in HandoverStanding}
"""Standing → words, in the order of the minutes."""
NONE = dict.fromkeys(LABELS, 0)


@dataclass(frozen=True)
class Line:
    """How many rows stand how: (words, number, address of their list) for each standing, and all of them."""

    words: str
    cells: list[tuple[str, int, str]]
    total: int
    url: str = ""


def line_of(words: str, counts: dict[str, int], url: str = "") -> Line:
    """The numbers of one register, in the order of the minutes."""
    cells = [(label, counts[name], f"{url}&standing={name}" if url else "") for name, label in LABELS.items()]
    return Line(words, cells, sum(counts.values()), url)


def summed(counts) -> dict[str, int]:
    """The numbers of several together."""
    total = NONE
    for one in counts:
        total = {name: total[name] + one[name] for name in LABELS}
    return total


def minutes_of(record, user, list_url: Callable[..., str] | None = None) -> dict:
    """The lines by register and by body that has it, their sum, and the words over the columns. `list_url(kind=…)` is
    where the rows of a line are."""
    seen = HandoverRow.objects.visible_to(user).filter(handover=record)
    by_type = queries.counted(seen, "content_type")
    lines = []
    for kind in registers.kinds():
        if counts := by_type.get(ContentType.objects.get_for_model(kind.model).pk):
            lines.append(line_of(kind.label, counts, list_url(kind=kind.name) if list_url else ""))
    hidden = queries.hidden(record, seen) if _sees_the_place(user, record) else NONE
    if sum(hidden.values()):
        lines.append(line_of("Chưa được xem (mật, bản nháp): chỉ đếm", hidden))
    by_body = queries.counted(seen, "from_body")
    bodies = [
        line_of(str(body), by_body[body.pk], list_url(from_body=body.pk) if list_url else "")
        for body in queries.givers(seen)
    ]
    if nobody := by_body.get(None):
        bodies.append(line_of("Chưa rõ cơ quan", nobody))
    if sum(hidden.values()):
        bodies.append(lines[-1])
    total = line_of("Tổng cộng", summed([*by_type.values(), hidden]))
    return {"labels": list(LABELS.values()), "heading": "Loại", "lines": lines, "bodies": bodies, "total": total}


def _sees_the_place(user, record) -> bool:
    """Whether one works for the whole place: others do not learn how much there is that is not theirs."""
    membership = user.acting
    return membership.role_class.reach is Reach.LOCALITY and membership.locality_id == record.locality_id
