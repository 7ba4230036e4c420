"""Parts that higher apps add to a lower app's page."""

from collections import defaultdict
from collections.abc import Callable

from coordination.ui.registry import Panel

__all__ = ["Panel", "add", "drawn"]

_panels: dict[type, list[Callable]] = defaultdict(list)
_everywhere: list[Callable] = []


def add(model, draw: Callable[[object, object], Panel | None]) -> None:
    """Let an app draw a panel on a model's page (without a model: on every page): `draw(record, user)`, or none."""
    (_panels[model] if model else _everywhere).append(draw)


def drawn(record, user) -> list[Panel]:
    """The panels of a record's page for this user."""
    draws = [*_panels.get(type(record), ()), *_everywhere]
    return [panel for draw in draws if (panel := draw(record, user))]
