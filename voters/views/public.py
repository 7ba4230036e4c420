"""Pages without login: what was published, and how far a petition is whose code one holds.

Everything here is made of `queries.publishing.shown_in` or of a follow code; no page knows who is asking, and no page
is rendered with the request except the one with a form to send.
"""

from functools import wraps
from hashlib import sha256
from typing import NamedTuple

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header, http_date
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from coordination.search.lookups import parse, tokens
from coordination.ui.policy import public
from coordination.ui.show import marked
from voters import codes, open_data
from voters.forms.publishing import FollowForm, PublicSearchForm
from voters.models import Publication
from voters.public_access import is_too_often, remembered
from voters.queries import publishing as queries

PER_PAGE = 20
AROUND = 12
"""Words that are shown on either side of a hit."""
AT_ONCE = 200
"""Words that are folded together while a hit is looked for."""
COLUMNS = {
    "linh_vuc": "field",
    "dia_ban": "place__slug",
    "ket_qua": "result",
    "tu": "received_on__gte",
    "den": "received_on__lte",
}
"""Filters of the room and what they ask of a publication."""
PAGES = ("page", 120, 60)
"""What, how often, within how many seconds one address may ask."""
FILES = ("file", 20, 60)
CODES = (("code", 10, 300), ("code-day", 60, 86_400))
ROBOTS = "User-agent: *\nDisallow: /cong-khai/theo-doi/\nAllow: /cong-khai/\nAllow: /static/\nDisallow: /\n"


class Item(NamedTuple):
    """One line of the room: what was published, its title with the found words marked, and the words around a hit."""

    row: Publication
    title: str
    excerpt: str


def _gone(request):
    """One and the same answer for what never was, was withdrawn, is secret, or belongs to a closed room."""
    response = HttpResponse(render_to_string("public/gone.html"), status=404)
    response["Cache-Control"] = "no-store"
    return response


def _too_often(seconds: int):
    response = HttpResponse(render_to_string("public/too_often.html"), status=429)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response


def in_room(what, most, seconds):
    """Decorator: no more often than allowed, only in an open room, and 404 looks the same everywhere."""

    def decorate(view):
        @wraps(view)
        def asked(request, slug, **kwargs):
            if is_too_often(request, what, most, seconds):
                return _too_often(seconds)
            room = queries.open_rooms().filter(locality__slug=slug).first()
            if room is None:
                return _gone(request)
            try:
                return view(request, room, **kwargs)
            except Http404:
                return _gone(request)

        return public(require_safe(asked))

    return decorate


def _answer(request, room, body: bytes, kind="text/html; charset=utf-8", status=200):
    """The body with its mark, or 304. Copies may be kept anywhere, but are asked about each time: what was withdrawn is
    gone at once. Only the mark of the body decides; a day alone would not tell that something has disappeared."""
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    modified = int(queries.last_change(room).timestamp())
    response = get_conditional_response(request, etag=etag) if status == 200 else None
    response = response or HttpResponse(body, content_type=kind, status=status)
    response["ETag"] = etag
    response["Last-Modified"] = http_date(modified)
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    return response


def _page(template, context) -> bytes:
    """A page that knows no visitor."""
    return render_to_string(template, context).encode()


def _kept(kind: str, room, make) -> bytes:
    """What one room shows in one kind, made once until something of it changes."""
    return remembered(f"{kind}:{room.pk}", queries.stamp_of(room), make)


@public
@require_safe
def rooms(request):
    """The open rooms of this installation."""
    if is_too_often(request, *PAGES):
        return _too_often(PAGES[2])
    return HttpResponse(render_to_string("public/rooms.html", {"rooms": queries.open_rooms()}))


@in_room(*PAGES)
def room(request, room):
    """Published petitions: search, filters, pages, counts of nothing else. The first page is remembered."""
    if not request.GET:
        body = _kept("page", room, lambda: _page("public/room.html", _listed(room, request.GET)))
        return _answer(request, room, body)
    context = _listed(room, request.GET)
    return _answer(request, room, _page("public/room.html", context), status=400 if context["form"].errors else 200)


def _listed(room, asked) -> dict:
    form = PublicSearchForm(asked or None, places=queries.places_shown(room))
    rows = queries.shown_in(room)
    totals = rows.order_by().aggregate(all=Count("pk"), answered=Count("pk", filter=~Q(answer="")))
    form.full_clean()
    understood = form.cleaned_data if asked else {}  # what could be read, even where another box could not
    found = _found(rows, understood)
    page = Paginator(found.select_related("locality"), PER_PAGE).get_page(asked.get("trang"))
    rest = asked.copy()
    rest.pop("trang", None)
    return {
        "room": room,
        "form": form,
        "page": page,
        "items": [Item(row, *_marked(row, understood.get("q", ""))) for row in page],
        "not_understood": [box.label for box in form if box.errors],
        "totals": totals,
        "is_filtered": any(rest.values()),
        "is_narrowed": any(rest.get(name) for name in COLUMNS),
        "query": rest.urlencode(),
        "canonical": open_data.absolute(room.public_url),
    }


def _found(rows, asked):
    """The rows that the filters leave; one that could not be read is not among `asked`."""
    rows = rows.filter(**{column: asked[name] for name, column in COLUMNS.items() if asked.get(name)})
    return queries.worded(rows, asked["q"]) if asked.get("q") else rows


def _marked(publication, q: str) -> tuple[str, str]:
    """Its title with the words that were looked for marked; and where the title has not all of them, the words around
    the first of the others."""
    title = tokens(publication.title)
    wanted = {f" {term.words[0]}" for term in parse(q)[: queries.MOST_TERMS] if term.words[0] not in title}
    missing = [word for word in wanted if word in publication.words]
    text = f"{publication.content} {publication.answer}".split() if missing else []
    at = _first(text, missing)
    if at is None:
        return marked(publication.title, q), ""
    start, end = max(0, at - AROUND), at + AROUND + 1
    piece = f"{'… ' if start else ''}{' '.join(text[start:end])}{' …' if end < len(text) else ''}"
    return marked(publication.title, q), marked(piece, q)


def _first(text: list[str], beginnings: list[str]) -> int | None:
    """The place of the first word that begins in one of these ways (each with a blank before it). Many words are folded
    at once, one by one only where there is something."""
    for start in range(0, len(text), AT_ONCE):
        part = text[start : start + AT_ONCE]
        if _holds(" ".join(part), beginnings):
            return next(start + place for place, word in enumerate(part) if _holds(word, beginnings))
    return None


def _holds(text: str, beginnings: list[str]) -> bool:
    folded = f" {' '.join(tokens(text))}"
    return any(word in folded for word in beginnings)


@in_room(*PAGES)
def petition(request, room, public_id):
    """One published petition and its answer, by its public name."""
    publication = queries.shown_in(room).filter(public_id=public_id).select_related("locality").first()
    if publication is None:
        raise Http404
    context = {"room": room, "publication": publication, "canonical": open_data.absolute(publication.public_url)}
    return _answer(request, room, _page("public/petition.html", context))


@in_room(*PAGES)
def data(request, room):
    """What the files hold, field by field, and how they may be used."""
    context = {"room": room, "fields": open_data.FIELDS, "terms": room.terms or open_data.TERMS}
    return _answer(request, room, _page("public/data.html", context))


@in_room(*FILES)
def data_csv(request, room):
    body = _kept("csv", room, lambda: open_data.as_csv(queries.shown_in(room).select_related("locality")))
    response = _answer(request, room, body, "text/csv; charset=utf-8")
    name = f"kien-nghi-{room.locality.slug}.csv"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


@in_room(*FILES)
def data_json(request, room):
    body = _kept("json", room, lambda: open_data.as_json(room, queries.shown_in(room).select_related("locality")))
    return _answer(request, room, body, "application/json; charset=utf-8")


@in_room(*FILES)
def feed(request, room):
    body = _kept("atom", room, lambda: open_data.as_atom(room, queries.shown_in(room).select_related("locality")))
    return _answer(request, room, body, "application/atom+xml; charset=utf-8")


@public
@sensitive_post_parameters("code")
@sensitive_variables("code", "form", "petition", "context")
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request):
    """How far the petition is that a code stands for. The code travels in the body of the form and nowhere else: it
    stands in no address, so in no log, no history and no referrer; the answer is kept by nobody."""
    context = {"form": FollowForm(request.POST or None)}
    if request.method == "POST":
        for what, most, seconds in CODES:
            if is_too_often(request, what, most, seconds):
                return _private(_too_often(seconds))
        context |= _followed(context["form"])
    status = 422 if context["form"].errors else 200
    return _private(render(request, "public/follow.html", context, status=status))


def _followed(form) -> dict:
    """What the page tells; a wrong code, and one whose petition may not be followed, look the same."""
    if not form.is_valid():
        return {}
    code = codes.typed(form.cleaned_data["code"])
    found = queries.behind_code(code)
    if found is None:
        return {"is_unknown": True}
    return {
        "found": True,
        "place": found.locality.full_name,
        "code": found.case_code,
        "is_above": found.follow_code != code,
        "received_on": found.received_on,
        "promised_on": queries.promised_day(found),
        "owed_on": queries.day_owed_again(found),
        "is_done": found.finished_on is not None,
        "steps": queries.progress_of(found),
        "publication": queries.shown_publication(found.merged_into or found),
    }


def _private(response):
    """Kept by nobody, found by no search engine. The page's own address may be told to ourselves, and must be: with
    "no-referrer" a browser sends the form without its origin, which the check against forged forms refuses."""
    response["Cache-Control"] = "no-store, private"
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@public
@require_safe
def robots(request):
    """Search engines read the public room and nothing else."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")
