"""A state on screen: colour, icon and word, always all three."""

from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.html import format_html

from coordination.lib import dates
from coordination.ui import registry

# Kind of state -> icon. The kinds are the closed list of the visual language.
ICONS = {
    "late": "late",
    "today": "today",
    "soon": "soon",
    "wait": "wait",
    "done": "done",
    "pause": "pause",
    "secret": "secret",
    "unsure": "unsure",
    "none": "plus",
}


@lru_cache(maxsize=256)
def icon(name: str, css: str = "i") -> str:
    """One symbol of the sprite; decoration only, the word beside it speaks."""
    return format_html('<svg class="{}" viewBox="0 0 20 20" aria-hidden="true"><use href="#i-{}"/></svg>', css, name)


def chip(kind: str, words: str, bare: bool = False) -> str:
    """A state as a tinted chip (heads, exceptions) or bare (tables)."""
    kind = kind if kind in ICONS else "none"
    css = f"chip st-{kind}{' chip-bare' if bare else ''}"
    return format_html('<span class="{}">{}{}</span>', css, icon(ICONS[kind]), words)


def due_state(due: date, closed: date | None = None, today: date | None = None) -> tuple[str, str]:
    """(kind, words) of a due date: how far it is, or how it was met."""
    if isinstance(due, datetime):
        due = timezone.localdate(due)
    if isinstance(closed, datetime):
        closed = timezone.localdate(closed)
    if closed is None:
        return registry.distance(due, today or timezone.localdate())
    if closed > due:
        return "done", f"xong, trễ {(closed - due).days} ngày"
    return "done", f"xong {dates.screen(closed)}, đúng hạn"
