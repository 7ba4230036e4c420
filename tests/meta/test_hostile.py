"""Whatever an address or a form is given, it answers in words: never with an error of the server."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from reports.catalogue import FIGURES
from tests.meta.test_policies import ADDRESSES
from tests.voters.factories import petition_of

HUGE = "9" * 19
"""One digit more than a key of either database can have."""
NULL = "a\0b"
"""A letter that PostgreSQL does not store and does not compare."""

PLAIN = {name: pattern for name, pattern in ADDRESSES.items() if not pattern.pattern.converters}
WANTING = {"saved:view-create"}
"""Pages that are nothing without an address in their query (404): a saved view is of some list."""
CREATING = sorted(name for name in PLAIN if name.endswith("-create") and name not in WANTING)
SINGLE = (
    "administration:audit",
    "deadlines:agenda",
    "deadlines:my-work",
    "notices:inbox",
    "regulations:overview",
    "reports:dashboard",
    "search:results",
)
FIGURE_KEYS = (*(figure.key for figure in FIGURES[::12]), "x", NULL)
"""Every twelfth figure: they are one page."""
NAMED = (
    "q",
    "page",
    "sort",
    "tu",
    "den",
    "ky",
    "phan",
    "pham_vi",
    "loai",
    "ho-so",
    "draft",
    "part",
    "start",
    "end",
    "tuan",
    "thang",
)
"""Parameters that some page reads besides its filters."""

QUERIES = {
    "huge": (HUGE, {}),
    "null": (NULL, {}),
    "null-twice": ("x", {"q": f"ab {NULL}", "loai": "voters.petition", "page": HUGE}),
    "unknown": ("không-có", {"page": "-1", "sort": "../../x", "tu": "31/02/2026", "den": "00/00/0000"}),
    "far": ("", {"page": "999999999999", "sort": "-", "tu": "01/01/0001", "den": "31/12/9999"}),
    "near": ("", {"page": "0", "sort": HUGE, "tu": "31/12/9999", "den": "01/01/0001", "ky": "nam:0000"}),
    "long": ("", {"q": "chữ" * 1700, "sort": "-id" * 500, "page": "٣"}),
    "words": ("", {"q": '"( AND * ) -NOT "' * 60, "sort": "pk__password"}),
}


def pages() -> Iterator[tuple[str, str, set[str]]]:
    """(name, address, fields) of each page that reads its query: lists, figures, search, own work."""
    for name, pattern in PLAIN.items():
        if name.endswith("-list") or name in SINGLE or name in CREATING:
            page = getattr(pattern.callback, "view_class", None)
            filters = getattr(getattr(page, "filterset_class", None), "base_filters", ())
            fields = getattr(getattr(page, "form_class", None), "base_fields", ())
            yield name, reverse(name), {*filters, *fields}
    for key in FIGURE_KEYS:
        yield "reports:figure-records", reverse("reports:figure-records", args=[key]), set()


def refuse_null(execute, sql, params, many, context):
    """What PostgreSQL does with a null letter, on whatever database the tests run."""
    if any(isinstance(value, str) and "\0" in value for value in params or ()):
        raise ValueError("A text with a null letter reached the database.")
    return execute(sql, params, many, context)


@pytest.fixture
def answer_to(cast):
    """What a page answers a clerk of the council, or the first of the others whose page it is. What was written is
    taken back; an error is 500, and in the log."""
    petition_of(cast.locality, title="Chữ có dấu", place=cast.commune)
    people = {user: Client(raise_request_exception=False) for user in (cast.lan, cast.hoa, cast.ubnd, cast.admin)}
    for user, client in people.items():
        client.force_login(user)

    def ask(method, name, address, data=None):
        permission = getattr(getattr(ADDRESSES[name].callback, "view_class", None), "permission", None)
        client = next((client for user, client in people.items() if permission and user.can(permission)), None)
        with transaction.atomic(), connection.execute_wrapper(refuse_null):
            response = getattr(client or people[cast.lan], method)(address, data)
            transaction.set_rollback(True)
        return response

    return ask


@pytest.mark.parametrize("kind", QUERIES)
def test_a_hostile_query_is_answered(answer_to, kind):
    everywhere, some = QUERIES[kind]
    wrong = {}
    for name, address, filters in pages():
        asked = dict.fromkeys([*NAMED, *sorted(filters)], everywhere) | some
        status = answer_to("get", name, f"{address}?{urlencode(asked)}").status_code
        if status not in (200, 400, 404):
            wrong[address] = status
    assert wrong == {}


@pytest.mark.parametrize("value", [HUGE, NULL, ""], ids=["huge", "null", "empty"])
def test_a_hostile_form_is_answered(answer_to, value):
    allowed = (200, 422, 302) if value == HUGE else (200, 422)  # a text may well be a number
    wrong = {}
    for name in CREATING:
        page = answer_to("get", name, reverse(name))
        if page.status_code == 404:  # made only from another record, which the address names
            continue
        form = page.context["form"]
        status = answer_to("post", name, reverse(name), dict.fromkeys(form.fields, value)).status_code
        if status not in allowed:
            wrong[name] = status
    assert wrong == {}
