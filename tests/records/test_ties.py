"""Which relations of a record lead anywhere: known with the record in one statement, else asked."""

import pytest

from coordination.records.ties import has, with_ties
from tests.sessions.factories import DraftResolutionFactory
from tests.voters.factories import LOADER, petition_of
from voters import actions
from voters.models import Petition

NAMES = ("merged", "drafts", "publication", "split_parts")
"""To many, many to many, to one, and a second one to many of the same table."""


@pytest.fixture
def lead(cast):
    """Something was merged into it; nothing else is tied to it."""
    petition = petition_of(cast.locality)
    actions.merge(petition_of(cast.locality), by=LOADER, lead=petition)
    return petition


def told(record) -> list[bool]:
    return [has(record, name) for name in NAMES]


def test_they_are_known_with_the_record(lead, django_assert_num_queries):
    with django_assert_num_queries(1):
        record = with_ties(Petition.objects.filter(pk=lead.pk), NAMES).get()
        assert told(record) == [True, False, False, False]


def test_of_a_record_read_without_them_they_are_asked(lead, django_assert_num_queries):
    record = Petition.objects.get(pk=lead.pk)
    with django_assert_num_queries(4):
        assert told(record) == [True, False, False, False]


def test_both_ways_of_a_tie_are_told(cast, lead):
    draft = DraftResolutionFactory(locality=cast.locality)
    lead.drafts.add(draft)
    part = lead.merged.get()
    assert (has(lead, "drafts"), has(draft, "source_petitions"), has(part, "merged")) == (True, True, False)
