"""Batches brought through their steps by their own actions."""

from datetime import date

from coordination.people.choices import BodyKind
from tests.people.factories import BodyFactory
from tests.voters.factories import LOADER, BatchFactory, petition_of
from voters import actions
from voters.models import Batch, BatchOpinion

ASKED, SAID, AGREED, SENT = date(2026, 6, 1), date(2026, 6, 5), date(2026, 6, 8), date(2026, 6, 10)


def batch_of(locality, **fields) -> Batch:
    """A batch that is being put together."""
    return actions.create(BatchFactory.build(locality=locality, **fields), by=LOADER)


def group_of(cast):
    """A delegate group of the council."""
    return BodyFactory(
        locality=cast.locality, kind=BodyKind.DELEGATE_GROUP, name="Tổ đại biểu số 1", parent=cast.council
    )


def petitions_in(batch, count=1, **fields) -> list:
    """Petitions in a batch, each with a competent body of its own choice in `fields`."""
    return [petition_of(batch.locality, batch=batch, **fields) for _ in range(count)]


def asked(batch, *bodies, due_on=date(2026, 6, 6)) -> list[BatchOpinion]:
    """The opinions that the bodies now owe."""
    actions.ask_batch(batch, by=LOADER, bodies=bodies, due_on=due_on, on=ASKED)
    return list(batch.opinions.filter(is_past=False).order_by("pk"))


def said(opinion, agrees=True, text="", petitions=(), by=LOADER):
    """The opinion given on its day."""
    opinion.agrees, opinion.text, opinion.answered_on = agrees, text, SAID
    return actions.give_opinion(opinion, by=by, related={"petitions": petitions})


def agreed_batch(cast, **fields) -> Batch:
    """A batch with one petition that the Front has agreed to."""
    batch = batch_of(cast.locality)
    petitions_in(batch, competent_body=cast.department, **fields)
    said(*asked(batch, cast.front))
    return actions.agree_batch(batch, by=LOADER, on=AGREED)
