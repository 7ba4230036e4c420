"""The migration that lets delegates see the petitions that came through them, of those stored before."""

from datetime import date as D
from importlib import import_module

import pytest
from django.apps import apps

from coordination.people.models import Concern
from tests.people.factories import LocalityFactory
from tests.voters.factories import LOADER, brought_to, petition_of
from tests.voters.factories_drafting import draft_in
from voters import actions
from voters.models import Petition

step = import_module("voters.migrations.0008_delegates_named")


def named() -> set[tuple]:
    rows = Concern.objects.filter(as_what="named").values_list("content_type__model", "object_id", "person")
    assert len(rows) == len(set(rows))
    return set(rows)


@pytest.fixture
def through_a_delegate(cast):
    """A petition of a place where the delegate is not elected, with everything that hangs on one."""
    place = LocalityFactory(commune=True, parent=cast.locality)
    petition = petition_of(cast.locality, place=place, raised_by=cast.dai_bieu.person, due_on=None)
    brought_to(petition, "answered", cast.department)
    actions.judge(petition, by=LOADER, judgement="satisfied", body=cast.front, on=D(2026, 6, 3))
    return petition


def test_what_was_stored_before_is_written_as_an_act_writes_it(cast, through_a_delegate):
    petition_of(cast.locality, due_on=None)  # nobody's
    written = named()
    assert {kind for kind, _pk, _person in written} == {"petition", "referral", "reply", "verdict"}
    seen = Petition.objects.visible_to(cast.dai_bieu)
    assert through_a_delegate in seen
    Concern.objects.filter(as_what="named").delete()
    assert through_a_delegate not in Petition.objects.visible_to(cast.dai_bieu)
    step.name_delegates(apps, None)
    assert named() == written
    assert through_a_delegate in Petition.objects.visible_to(cast.dai_bieu)
    step.name_delegates(apps, None)
    assert named() == written


def test_a_draft_stays_with_its_side(cast):
    petition = petition_of(cast.locality, raised_by=cast.dai_bieu.person, due_on=None)
    brought_to(petition, "in_progress", cast.department)
    draft_in("cleared", petition, cast.department, by=cast.minh)
    written = named()
    Concern.objects.filter(as_what="named").delete()
    step.name_delegates(apps, None)
    assert named() == written


def test_more_than_fit_at_once(cast, monkeypatch):
    monkeypatch.setattr(step, "AT_ONCE", 2)
    for _ in range(5):
        petition_of(cast.locality, raised_by=cast.dai_bieu.person, due_on=None)
    written = named()
    assert len(written) == 5
    Concern.objects.filter(as_what="named").delete()
    step.name_delegates(apps, None)
    assert named() == written


def test_with_nothing_stored_nothing_happens(db):
    step.name_delegates(apps, None)
    assert named() == set()
