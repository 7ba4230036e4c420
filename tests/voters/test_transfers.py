"""How often petitions were handed on before somebody took them, and how many days that took: as figures."""

from datetime import date

import pytest
from django.urls import reverse

from coordination.lib.period import Period
from reports.catalogue import BY_KEY
from reports.choices import Register
from reports.queries import Ledger, records
from tests.reports.factories import CoverageFactory
from tests.voters.factories import LOADER, petition_of
from voters import actions
from voters.models import Referral

D = date
PERIOD = Period(D(2026, 5, 1), D(2026, 6, 30))
TRANSFERS, DAYS = BY_KEY["petitions.transfers"], BY_KEY["petitions.days_lost"]


@pytest.fixture
def straight(cast):
    """Taken by the first one asked, after two days."""
    CoverageFactory(locality=cast.locality, register=Register.PETITIONS)
    petition = petition_of(cast.locality)
    actions.forward(petition, by=LOADER, to=cast.department, on=D(2026, 5, 20))
    return actions.accept(petition, by=LOADER, on=D(2026, 5, 22))


@pytest.fixture
def astray(cast):
    """Refused once, taken after fourteen days, given on inside the committee later."""
    petition = petition_of(cast.locality)
    actions.forward(petition, by=LOADER, to=cast.department, on=D(2026, 5, 20))
    actions.refuse(petition, by=LOADER, reason="Không phải việc của sở.", on=D(2026, 5, 26))
    actions.forward(petition, by=LOADER, to=cast.committee, on=D(2026, 5, 26))
    actions.accept(petition, by=LOADER, on=D(2026, 6, 3))
    return actions.assign(petition, by=LOADER, to=cast.department, due_on=D(2026, 7, 1), on=D(2026, 6, 8))


@pytest.fixture
def waiting(cast):
    """Nobody has taken it yet."""
    petition = petition_of(cast.locality)
    return actions.forward(petition, by=LOADER, to=cast.department, on=D(2026, 6, 1))


def numbers(cast, until):
    period = Period(PERIOD.start, until)
    return [Ledger(cast.locality, D(2026, 7, 15)).value(figure, period).number for figure in (TRANSFERS, DAYS)]


def test_turns_and_days_are_counted_as_of_the_last_day(cast, straight, astray, waiting):
    assert numbers(cast, D(2026, 5, 31)) == [3, 2]
    assert numbers(cast, D(2026, 6, 30)) == [4, 16]


def test_another_register_another_period_and_drafts_do_not_count(cast, straight):
    assert numbers(cast, D(2026, 6, 30)) == [1, 2]
    elsewhere = petition_of(cast.other)
    actions.forward(elsewhere, by=LOADER, to=cast.front, on=D(2026, 5, 20))
    before = petition_of(cast.locality, received_on=D(2026, 4, 30))
    actions.forward(before, by=LOADER, to=cast.department, on=D(2026, 5, 20))
    assert numbers(cast, D(2026, 6, 30)) == [1, 2]


def test_what_was_forwarded_again_after_it_was_taken_is_no_loss(cast, straight):
    Referral.objects.create(petition=straight, locality=cast.locality, to=cast.committee, sent_on=D(2026, 6, 20))
    assert numbers(cast, D(2026, 6, 30)) == [1, 2]


def test_the_lists_behind_them_hold_what_was_counted(client, cast, straight, astray, waiting):
    client.force_login(cast.lan)
    rows = records(TRANSFERS, cast.locality, PERIOD, D(2026, 7, 15))
    assert rows.count() == 4
    query = {"tu": "01/05/2026", "den": "30/06/2026"}
    page = client.get(reverse("reports:figure-records", args=["petitions.transfers"]), query)
    assert (page.status_code, page.context["page"].paginator.count, page.context["counted"]) == (200, 4, 4)
    page = client.get(reverse("reports:figure-records", args=["petitions.days_lost"]), query)
    assert (page.context["page"].paginator.count, page.context["counted"], page.context["value"].number) == (3, 16, 16)


def test_a_confidential_petition_counts_and_is_not_named(client, cast, straight):
    straight.confidential = True
    actions.edit_petition(straight, by=LOADER)
    client.force_login(cast.lan)
    query = {"tu": "01/05/2026", "den": "30/06/2026"}
    for key in ("petitions.transfers", "petitions.days_lost"):
        page = client.get(reverse("reports:figure-records", args=[key]), query)
        assert page.context["page"].paginator.count == 1
        assert straight.title not in page.content.decode()
