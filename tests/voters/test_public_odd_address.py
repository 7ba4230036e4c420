"""A server that gives no address, or none that can be read, is no fault of the visitor."""

from types import SimpleNamespace

import pytest

from voters import public_access
from voters.public_access import UNCOUNTED_PROXY, household


@pytest.mark.parametrize(
    ("address", "noted"),
    [("10.0.0.7", True), ("8.8.8.8", False), ("", True), ("unix:", True), ("203.0.113.9:8000", True)],
)
def test_a_proxy_that_is_not_counted(monkeypatch, settings, address, noted):
    settings.TRUSTED_PROXIES = 0
    kept = {}
    cache = SimpleNamespace(add=lambda name, value, _seconds: kept.update({name: value}))
    monkeypatch.setattr(public_access, "cache", cache)
    request = SimpleNamespace(headers={"X-Forwarded-For": "203.0.113.9"}, META={"REMOTE_ADDR": address})
    public_access._note_proxy(request)
    assert kept == ({UNCOUNTED_PROXY: True} if noted else {})


@pytest.mark.parametrize(("address", "visitor"), [("unix:", ""), ("", ""), ("203.0.113.9", "203.0.113.9")])
def test_who_counts_as_one_visitor(address, visitor):
    assert household(address) == visitor
