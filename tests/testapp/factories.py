import factory
from factory.django import DjangoModelFactory

from coordination.audit.actors import System
from coordination.workflow import door
from tests.people.factories import LocalityFactory
from tests.testapp.models import Mark, Sheet, Slip


class ThroughDoor(DjangoModelFactory):
    """Saved as the product saves, by a system job unless `by` is given."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, by=None, related=None, **kwargs):
        return door.create(model_class(*args, **kwargs), by=by or System("test"), related=related)


class SheetFactory(ThroughDoor):
    class Meta:
        model = Sheet

    locality = factory.SubFactory(LocalityFactory)
    title = factory.Sequence(lambda n: f"Tờ giấy {n}")


class SlipFactory(ThroughDoor):
    class Meta:
        model = Slip

    locality = factory.SubFactory(LocalityFactory)
    text = factory.Sequence(lambda n: f"Lời ghi {n}")


def mark_on(record) -> Mark:
    """A pointer at a record, with the record's gate."""
    return Mark.objects.create(**Mark.gate_of(record))
