"""Denied unless declared: every address names its permission, or says that it is public."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

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


def declares_policy(view) -> bool:
    """A permission on the function, on the class, or handed to `as_view`; a table of steps; or the word public."""
    if is_public(view) or "permission" in vars(view) or "permission" in getattr(view, "view_initkwargs", {}):
        return True
    page = getattr(view, "view_class", None)
    # The steps of a MovePage carry their permissions in the transition table.
    return getattr(page, "permission", None) is not None or bool(getattr(page, "moves", None))


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
