"""The page of the one search box: what is found, by kind of record, through the gate."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.shortcuts import render
from django.urls import NoReverseMatch, resolve, reverse

from coordination.lib.text import fold
from coordination.people.models import User
from coordination.search.queries import everywhere
from coordination.search.registry import indexes
from coordination.ui.policy import SIGNED_IN, requires
from coordination.ui.show import marked, words_of

FIRST = 5
"""Rows of each kind while no kind is chosen."""
PER_PAGE = 25
LONGEST = 200
"""Letters of a query that are read."""
AROUND = 9
"""Words shown on each side of the first one found."""


@dataclass(frozen=True)
class Hit:
    """One record found: its title, the place in its text, where it is."""

    url: str
    title: str
    excerpt: str
    locality: object


@dataclass(frozen=True)
class Kind:
    """One kind of record among the results."""

    label: str
    key: str
    count: int
    url: str
    shown: bool = False
    hits: tuple[Hit, ...] = ()


@requires(SIGNED_IN)
def results(request):
    """Without a chosen kind: the first rows of each; with one: all its rows, page by page."""
    q = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST]  # PostgreSQL refuses null bytes
    types = {content_type.pk: index for content_type, index in openable(request.user)}
    found = everywhere(request.user, q).filter(content_type__in=types)
    chosen = request.GET.get("loai", "")
    kinds = _kinds(found, types, q, chosen)
    shown = next((kind for kind in kinds if kind.shown), None)
    page = None
    if shown:
        rows = found.filter(content_type__in=[pk for pk, index in types.items() if _key(index) == chosen])
        page = Paginator(rows.select_related("locality"), PER_PAGE).get_page(request.GET.get("page"))
        kinds_with_hits = [_filled(shown, page.object_list, q)]
    else:
        kinds_with_hits = _first_of_each(found, types, kinds, q)
    context = {
        "title": f"Tìm “{q}”" if q else "Tìm trong toàn hệ thống",
        "q": q,
        "kinds": kinds,
        "groups": kinds_with_hits,
        "page": page,
        "total": sum(kind.count for kind in kinds),
        "all_url": f"?{urlencode({'q': q})}",
    }
    return render(request, "administration/search.html", context)


def openable(user: User):
    """Pairs (content type, index) of the kinds whose pages the user's role may open."""
    for index in indexes():
        permission = _permission_of_page(index.model)
        if permission == SIGNED_IN or (permission and user.can(permission)):
            yield ContentType.objects.get_for_model(index.model), index


def _permission_of_page(model) -> str | None:
    """What the record's page asks for; nothing while there is no page."""
    try:
        view = resolve(_page(model, 0)).func
    except NoReverseMatch:
        return None
    return getattr(getattr(view, "view_class", view), "permission", None) or SIGNED_IN


def _page(model, pk) -> str:
    return reverse(f"{model._meta.app_label}:{model._meta.model_name}-detail", args=[pk])


def _key(index) -> str:
    return index.model._meta.label_lower


def _kinds(found, types, q, chosen) -> list[Kind]:
    """How many there are of each kind, by label."""
    counts = dict(found.order_by().values_list("content_type").annotate(Count("pk")))
    kinds = []
    for pk, index in types.items():
        if count := counts.get(pk):
            key = _key(index)
            url = f"?{urlencode({'q': q, 'loai': key})}"
            kinds.append(Kind(index.label, key, count, url, shown=key == chosen))
    return kinds


def _first_of_each(found, types, kinds, q) -> list[Kind]:
    """The best few of every kind, in one query."""
    order = [*found.query.order_by]
    place = Window(RowNumber(), partition_by=F("content_type"), order_by=[_as_expression(part) for part in order])
    entries: dict[str, list] = {}
    for entry in found.annotate(place=place).filter(place__lte=FIRST).select_related("locality").order_by(*order):
        entries.setdefault(_key(types[entry.content_type_id]), []).append(entry)
    return [_filled(kind, entries[kind.key], q) for kind in kinds]


def _as_expression(part):
    """A window sorts by expressions, a queryset by names too."""
    if not isinstance(part, str):
        return part
    return F(part[1:]).desc() if part.startswith("-") else F(part).asc()


def _filled(kind: Kind, entries, q: str) -> Kind:
    hits = tuple(_hit(entry, q) for entry in entries)
    return Kind(kind.label, kind.key, kind.count, kind.url, kind.shown, hits)


def _hit(entry, q: str) -> Hit:
    title = marked(entry.title, q)
    model = entry.content_type.model_class()
    missing = [word for word in words_of(q) if word not in fold(entry.title)]
    return Hit(_page(model, entry.object_id), title, _excerpt(entry.exact, missing, q), entry.locality)


def _excerpt(text: str, missing: list[str], q: str) -> str:
    """The words around the first one that the title does not show already."""
    words = text.split()
    firsts = tuple(word.split()[0] for word in missing if word.split())
    at = next((place for place, word in enumerate(words) if firsts and fold(word).startswith(firsts)), None)
    if at is None:
        return ""
    start, end = max(0, at - AROUND), at + AROUND + 1
    return marked(f"{'… ' if start else ''}{' '.join(words[start:end])}{' …' if end < len(words) else ''}", q)
