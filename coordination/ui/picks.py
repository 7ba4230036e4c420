"""Rows ticked in a list: what may be done with them at once, and which rows an address names."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme

from coordination.lib.keys import key_of
from coordination.ui.registry import Button

PICKED = "chon"
"""The parameter that names a ticked row, once for each."""
BACK = "ve"
"""The parameter with the list to come back to, its filters included."""
MOST = 200
"""Rows of one go; an address with more would be longer than servers read."""
SEEN = "da-xem"
"""The parameter that says which refusals the page has shown already."""
VERSIONS = "phien-ban"
"""The parameter with the rows of the page and the revision in which each was shown."""
TICK = (
    '<label class="pick"><input class="form-check-input" type="checkbox" name="{}" value="{}" form="da-chon" '
    'autocomplete="off"><span class="visually-hidden">Chọn {}</span></label>'
)


class Outlook(NamedTuple):
    """What the verb will do with a row ("gửi Lê Minh"), or why it leaves the row out."""

    words: str = ""
    why_not: str = ""


@dataclass(frozen=True)
class BulkAction:
    """One verb for many rows. `action(record, *, by, **cleaned_data)` does it for one and raises what it refuses.

    `form_class` (a MoveForm) asks once what holds for all; `submit`, `lead` and `done` are words of the page. A verb
    that is a step of the model's transition table (same name) leaves out what the table refuses; `preview(records,
    user)` answers, for all the others at once, with an `Outlook` for each key; `check(records, user, cleaned_data)`
    says, once the form is filled in, which of those are refused after all: key → reason.
    """

    name: str
    label: str
    permission: Any
    action: Callable
    form_class: Any = None
    icon: str = ""
    submit: str = ""
    lead: str = ""
    done: str = ""
    preview: Callable[[list, Any], dict[int, Outlook]] | None = None
    check: Callable[[list, Any, dict], dict[int, str]] | None = None


@dataclass(frozen=True)
class Picks:
    """The bar over a list: its buttons, what a row is called, where to come back to, whether there are more pages."""

    buttons: list[Button]
    noun: str
    back: str
    has_pages: bool = False


def bulk_buttons(user, model, actions: Iterable[BulkAction]) -> list[Button]:
    """The verbs that the user's role holds, leading to the model's bulk page."""
    return [
        Button(action.label, reverse(f"{model._meta.app_label}:{model._meta.model_name}-bulk", args=[action.name]),
               icon=action.icon)
        for action in actions
        if user.can(action.permission)
    ]  # fmt: skip


def picks_for(request, model, actions: Iterable[BulkAction], noun: str = "", has_pages: bool = False) -> Picks | None:
    """The bar for this user, or none who may do nothing with the rows."""
    buttons = bulk_buttons(request.user, model, actions)
    return picks_of(request, buttons, noun or str(model._meta.verbose_name), has_pages)


def picks_of(request, buttons: list[Button], noun: str, has_pages: bool = False) -> Picks | None:
    """The bar with these buttons; none without any, nor for somebody whose locality has ended."""
    if not buttons or getattr(getattr(request.user.acting, "locality", None), "is_ended", True):
        return None
    return Picks(buttons, noun, request.get_full_path(), has_pages)


def tick(row) -> str:
    """The box before a row that it is ticked with."""
    return format_html(TICK, PICKED, row.pk, getattr(row, "public_title", "") or row)


def picked(data) -> list[int]:
    """The keys that an address or a form names, each once, in order; what cannot be a key is none."""
    return list(dict.fromkeys(key for text in data.getlist(PICKED) if (key := key_of(text)) is not None))


def back_of(data, otherwise: str) -> str:
    """The list to come back to, if the address names one of ours."""
    asked = data.get(BACK, "")
    is_ours = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if is_ours else otherwise
