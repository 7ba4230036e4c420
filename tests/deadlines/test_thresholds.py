"""Majorities are rules like the others, but nobody owes them by a day."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from coordination.deadlines.actions import law as actions
from coordination.deadlines.actions import open_by_rule
from coordination.deadlines.actions.timing import NotADuty
from coordination.deadlines.clocks import Clock, due_of
from coordination.deadlines.law import is_used
from coordination.deadlines.lawfile import WrongFile, _check, _fields
from coordination.deadlines.models import Rule, RuleVersion
from coordination.deadlines.queries import making_duties
from coordination.deadlines.words import in_words
from coordination.records.errors import NotNow, Refused
from tests.deadlines.factories import RuleVersionFactory
from tests.deadlines.law import text, url
from tests.sessions.factories_hall import BallotFactory

pytestmark = pytest.mark.django_db
SHARE = {
    "kind": "threshold",
    "sense": "at_least",
    "value": 2,
    "denominator": 3,
    "unit": "",
    "anchor": "tổng số đại biểu",
}


@pytest.fixture(autouse=True)
def wednesday():
    """15 July 2026."""
    with time_machine.travel("2026-07-15T09:00+07:00", tick=False):
        yield


def shipped(key):
    return RuleVersion.objects.select_related("rule").get(key=key)


def test_in_words():
    assert in_words(RuleVersionFactory.build(rule=None, **SHARE)) == "ít nhất 2/3 tổng số đại biểu"
    half = SHARE | {"value": 1, "denominator": 2, "is_strict": True}
    assert in_words(RuleVersionFactory.build(rule=None, **half)) == "quá 1/2 tổng số đại biểu"


def test_nobody_owes_it_by_a_day(cast):
    version = shipped("SES-14/2025-06-16")

    assert version not in making_duties(RuleVersion.objects.all())
    with pytest.raises(Refused, match="tỷ lệ biểu quyết"):
        due_of(Clock(version), date(2026, 7, 15), None)
    with pytest.raises(NotADuty, match="SES-14 là tỷ lệ biểu quyết"):
        open_by_rule(
            cast.department, rule="SES-14", anchor_on=date(2026, 7, 15), owner=cast.department, title="x", by=cast.lan
        )


def test_the_page_shows_it_and_reckons_nothing(client, cast):
    rule = Rule.objects.get(code="SES-14")
    client.force_login(cast.lan)

    page = text(client.get(rule.get_absolute_url()))

    assert "quá 1/2 tổng số đại biểu HĐND" in page
    assert "ít nhất 2/3 tổng số đại biểu HĐND" in page
    assert "Tính thử SES-14" not in page
    version = shipped("SES-14/2025-06-16")
    assert client.get(url("version-suppose", version)).status_code == 404
    assert client.get(url("version-override", version)).status_code == 404


def test_the_calculator_leaves_it_out(client, cast):
    client.force_login(cast.lan)

    answer = client.get(reverse("deadlines:calculator"), {"quy-dinh": "SES-14", "moc": "15/07/2026"})

    assert "Không có quy định nào khớp." in text(answer)


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"denominator": ""}, ["denominator"]),
        ({"value": ""}, ["value"]),
        ({"value": "4"}, ["denominator"]),
        ({"denominator": "0"}, ["denominator"]),
        ({"unit": "calendar_day", "day": "3"}, []),
    ],
)
def test_a_correction_by_hand(client, cast, typed, errors):
    version = RuleVersionFactory(**SHARE)
    names = ("kind", "sense", "value", "denominator", "direction", "anchor", "law", "article", "verification")
    sent = {name: getattr(version, name) for name in names} | {"extension_limit": "0", "year_offset": "0"}
    sent |= {"effective_from": "01/01/2020", "seen": actions.seen_of(version)}
    client.force_login(cast.operator)

    answer = client.post(url("version-edit", version), sent | typed)

    assert answer.status_code == (422 if errors else 302)
    if errors:
        assert list(answer.context["form"].errors) == errors
    version.refresh_from_db()
    assert (version.unit, version.day, version.value, version.denominator) == ("", None, 2, 3)


def test_a_successor_with_another_share(client, cast):
    version = RuleVersionFactory(**SHARE)
    client.force_login(cast.operator)
    sent = {"last_day": "31/12/2026", "value": "3", "denominator": "4", "law": "Luật mới", "verification": "unverified"}

    assert client.post(url("version-end", version), sent | {"denominator": "2"}).status_code == 422
    assert client.post(url("version-end", version), sent).status_code == 302

    after = version.rule.versions.get(effective_from=date(2027, 1, 1))
    assert in_words(after) == "ít nhất 3/4 tổng số đại biểu"


def test_a_vote_freezes_the_version_it_was_judged_by(cast):
    version = shipped("SES-14/2025-06-16")
    assert not is_used(version)

    BallotFactory(locality=cast.locality, held_on=date(2026, 7, 14))

    assert is_used(version)
    with pytest.raises(NotNow):
        actions.edit_version(version, by=cast.operator, seen=actions.seen_of(version))
    assert RuleVersion.objects.filter(pk=version.pk).used_after(date(2026, 7, 13)).exists()
    assert not RuleVersion.objects.filter(pk=version.pk).used_after(date(2026, 7, 14)).exists()


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        ({"denominator": None}, "denominator"),
        ({"value": 4}, "denominator"),
        ({"unit": "calendar_day"}, "unit"),
        ({"is_strict": "true"}, "is_strict"),
        ({"denominator": "3"}, "denominator"),
    ],
)
def test_a_wrong_file(entry, field):
    whole = SHARE | {"from": date(2026, 1, 1), "verification": "verified"} | entry

    with pytest.raises(WrongFile, match=f"“{field}”"):
        _check("TEST", _fields("TEST", whole, {}) | {"law": "Luật thử", "rule": "TEST"})
