"""Who merges, and who takes a merge back, holds the batches first: nobody asks about one of them meanwhile."""

import pytest

from tests.voters.factories import petition_of
from tests.voters.factories_batches import batch_of
from voters import actions
from voters.actions import common, merging
from voters.models import Petition


@pytest.fixture
def order(monkeypatch):
    """What happens first: batches are held, then it is asked whether they let the petition go."""
    told, hold, held_by = [], common.hold_batch, merging.held_by_batch
    monkeypatch.setattr(common, "hold_batch", lambda key: told.append(key) or hold(key))
    monkeypatch.setattr(merging, "held_by_batch", lambda row: told.append("asked") or held_by(row))
    return told


def test_both_batches_are_held_in_the_order_of_their_keys(cast, order):
    first, second = batch_of(cast.locality), batch_of(cast.locality)
    lead, part = petition_of(cast.locality, batch=second), petition_of(cast.locality, batch=first)
    merge = actions.merge_many(lead, [part], by=cast.lan)
    assert order == [first.pk, second.pk, "asked", "asked"]
    order.clear()
    actions.undo_merge(merge, by=cast.lan)
    assert order == [first.pk, second.pk, "asked", "asked"]


def test_one_taken_out_of_its_group(cast, order):
    batch = batch_of(cast.locality)
    lead, part, alone = (petition_of(cast.locality, batch=row) for row in (batch, batch, None))
    actions.merge_many(lead, [part, alone], by=cast.lan)
    order.clear()
    actions.unmerge(Petition.objects.get(pk=part.pk), by=cast.lan)
    assert order == [batch.pk, "asked", "asked"]
    order.clear()
    actions.unmerge(Petition.objects.get(pk=alone.pk), by=cast.lan)
    assert order == [batch.pk, "asked", "asked"]
