"""Saved views of lists: which ones stand as tabs over a list, what is kept of an address, what an old one means."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from coordination.ui.filters import UNFOLD
from coordination.ui.models import SavedView
from coordination.ui.shell import named

SHOWING = "xem"
"""The parameter that says which saved view was opened; filters stand beside it, so that a link keeps its meaning."""
ALL = "tat-ca"
"""Its value for the whole list, where another view would open by itself."""
FILE = "xuat"
"""The parameter that asks for a file."""
PASSING = ("page", SHOWING, FILE, UNFOLD)
MOST = 20
"""Views of one person for one list."""
LONGEST = 2000
"""Letters of a kept query."""


@dataclass(frozen=True)
class Tab:
    """A saved view over its list."""

    view: SavedView
    is_shown: bool
    is_own: bool


def state_of(data: QueryDict) -> str:
    """What is kept of an address: filters and order, in one fixed order, without what was left empty."""
    pairs = [(key, value) for key in sorted(data) if key not in PASSING for value in data.getlist(key) if value]
    return urlencode(pairs)


def views_of(request) -> list[SavedView]:
    """The views of this list. Who acts for a membership without any is not asked for (`people` says so)."""
    acting = getattr(request.user, "acting", None)
    if acting is None or not getattr(acting, "has_views", True):
        return []
    return list(SavedView.objects.visible_to(request.user).filter(path=request.path)[: 2 * MOST])


def tabs_of(request, views: list[SavedView]) -> list[Tab]:
    """The views as tabs, one's own first; the one whose filters are in force is shown."""
    now = state_of(request.GET)
    ordered = sorted(views, key=lambda view: view.user_id != request.user.pk)
    return [Tab(view, view.query == now, view.user_id == request.user.pk) for view in ordered]


def default_of(request, views: list[SavedView]) -> SavedView | None:
    """The view that opens by itself when the list is opened without a query."""
    return next((view for view in views if view.is_default and view.user_id == request.user.pk), None)


def saving_url(request, views: list[SavedView]) -> str:
    """Where what is in force is saved, if there is anything and it is not saved yet."""
    state = state_of(request.GET)
    if not state or len(state) > LONGEST or any(view.query == state for view in views):
        return ""
    url = named("saved:view-create")
    return f"{url}?{urlencode({'o': request.path, 'q': state})}" if url else ""


def may_share(user) -> bool:
    """Leaders and clerks share with their office."""
    role = getattr(user.acting, "role_class", None)
    return role is not None and (role.is_leader or role.code.endswith("_clerk"))


def out_of_date(data: QueryDict, filterset, table) -> list[str]:
    """Of an opened view, the words of what the list no longer understands."""
    if SHOWING not in data or data[SHOWING] == ALL:
        return []
    filters = filterset.filters if filterset else {}
    sort = table.prefixed_order_by_field
    unknown = [key for key in data if key not in filters and key not in (*PASSING, sort) and data[key]]
    words = [f"“{key}”" for key in unknown]
    if filterset:
        words += [f"“{filterset.form.fields[name].label}”" for name in filterset.form.errors]
    known = set(table.columns.names())
    if any(name.removeprefix("-") not in known for name in data.getlist(sort)):
        words.append("cách sắp xếp")
    return words
