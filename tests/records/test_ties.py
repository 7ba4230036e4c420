"""Which relations of a record lead anywhere: known with the record in one statement, else asked."""

import pytest

from coordination.documents.models import Attachment
from coordination.records.models import Pointer
from coordination.records.ties import has, has_none, note_ties_of
from tests.sessions.factories import DraftResolutionFactory
from tests.voters.factories import LOADER, petition_of
from voters import actions
from voters.models import Petition

NAMES = ("merged", "drafts", "publication", "split_parts")
"""To many, many to many, to one, and a second one to many of the same table."""
POINTING = "documents.attachment"


@pytest.fixture
def lead(cast):
    """Something was merged into it; nothing else is tied to it."""
    petition = petition_of(cast.locality)
    actions.merge(petition_of(cast.locality), by=LOADER, lead=petition)
    return petition


def told(record) -> list[bool]:
    return [has(record, name) for name in NAMES]


def test_they_are_known_with_the_record(lead, django_assert_num_queries):
    part = lead.merged.get()
    for _ in range(2):  # the statement that was put together for one record serves the next one
        with django_assert_num_queries(1):
            note_ties_of(lead, NAMES)
            assert told(lead) == [True, False, False, False]
        note_ties_of(part, NAMES)
        assert told(part) == [False, False, False, False]


def test_of_a_record_read_without_them_they_are_asked(lead, django_assert_num_queries):
    record = Petition.objects.get(pk=lead.pk)
    with django_assert_num_queries(4):
        assert told(record) == [True, False, False, False]


def test_of_rows_that_point_at_a_record_it_is_known_too(lead, django_assert_num_queries):
    Attachment.objects.create(title="Ảnh", **Pointer.gate_of(lead))
    found = []
    for record in (lead, lead.merged.get()):
        assert not has_none(record, POINTING)  # nothing is known
        found.append(has(record, POINTING))
        note_ties_of(record, [POINTING])
        with django_assert_num_queries(0):
            found += [has(record, POINTING), has_none(record, POINTING)]
    assert found == [True, True, False, False, False, True]


def test_both_ways_of_a_tie_are_told(cast, lead):
    draft = DraftResolutionFactory(locality=cast.locality)
    lead.drafts.add(draft)
    part = lead.merged.get()
    assert (has(lead, "drafts"), has(draft, "source_petitions"), has(part, "merged")) == (True, True, False)
