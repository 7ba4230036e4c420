"""Denied unless declared: every address names its permission, or says that it is public."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.views import View

from coordination.people.permissions import Permission
from coordination.ui.policy import SIGNED_IN
from coordination.workflow.table import table_of

PUBLIC_ACCOUNT_PAGES = {"account_login", "account_logout", "account_inactive"}
SAMPLES = {"int": 1, "slug": "x", "str": "x", "path": "x", "uuid": "00000000-0000-0000-0000-000000000001"}


def patterns(resolver: URLResolver, space: str = "") -> list[tuple[str, URLPattern]]:
    """Every address of the product as (full name, pattern)."""
    rows = []
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            rows += patterns(entry, inner)
        else:
            rows.append((f"{space}{entry.name}", entry))
    return rows


ADDRESSES = dict(patterns(get_resolver()))


def is_public(view) -> bool:
    return getattr(view, "public", False) or getattr(getattr(view, "view_class", None), "public", False)


def is_policy(permission) -> bool:
    """A permission, or the word for "whoever is signed in"; nothing at all is no policy."""
    return permission == SIGNED_IN or isinstance(permission, Permission)


def declares_policy(view) -> bool:
    """A permission on the function, on the class, or handed to `as_view`; a table of steps; or the word public."""
    page = getattr(view, "view_class", None)
    places = (vars(view), getattr(view, "view_initkwargs", {}), {"permission": getattr(page, "permission", None)})
    return (
        is_public(view) or any(is_policy(place.get("permission")) for place in places) or _steps_are_in_the_table(page)
    )


def _steps_are_in_the_table(page) -> bool:
    """The steps of a MovePage may carry their permissions in the transition table."""
    table, moves = table_of(getattr(page, "model", None)), getattr(page, "moves", None)
    return bool(moves) and table is not None and all(table.find(name) for name in moves)


@pytest.mark.parametrize(
    ("permission", "declared"),
    [(None, False), ("", False), ("petition.view", False), (SIGNED_IN, True), (Permission.PETITION_VIEW, True)],
)
def test_no_permission_is_no_policy(permission, declared):
    def view(request):
        """Nothing."""

    view.permission = permission
    assert declares_policy(view) == declared
    assert declares_policy(type("Page", (View,), {"permission": permission}).as_view()) == declared


def address_of(name: str, pattern: URLPattern) -> str:
    kwargs = {
        key: SAMPLES[type(value).__name__.removesuffix("Converter").lower().replace("string", "str")]
        for key, value in pattern.pattern.converters.items()
    }
    return reverse(name, kwargs=kwargs)


def test_every_address_has_a_name():
    assert [str(pattern.pattern) for name, pattern in ADDRESSES.items() if name.endswith("None")] == []


@pytest.mark.parametrize("name", sorted(set(ADDRESSES) - PUBLIC_ACCOUNT_PAGES))
def test_every_view_declares_its_policy(name):
    view = ADDRESSES[name].callback
    assert declares_policy(view) or view.__module__.startswith("allauth."), f"{name} has neither permission nor public"


@pytest.mark.parametrize("name", sorted(set(ADDRESSES) - PUBLIC_ACCOUNT_PAGES))
def test_a_visitor_is_asked_to_sign_in(name, client, db):
    pattern = ADDRESSES[name]
    if is_public(pattern.callback):
        pytest.skip("public by its own declaration")
    address = address_of(name, pattern)
    answer = client.get(address)
    assert (answer.status_code, answer.url) == (302, f"{reverse('account_login')}?next={address}")
