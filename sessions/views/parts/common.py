"""What the parts of the page share."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """One part: its word in the address, its label, and what draws its blocks for a page."""

    key: str
    label: str
    draw: Callable


def whole_of(record) -> dict:
    """The filter, and the address query, that ties a part to its session or sitting."""
    return {record.side: record.pk}


def rows(page, model):
    """Rows of the page's session or sitting that the user may see."""
    return model.objects.visible_to(page.request.user).filter(**whole_of(page.record))
