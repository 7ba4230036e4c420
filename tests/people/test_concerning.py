"""The table of whom a record concerns always equals what the record says."""

from coordination.people.choices import ConcernKind
from coordination.people.models import Concern
from coordination.workflow import door
from tests.testapp.factories import SheetFactory


def concerns(record):
    rows = Concern.objects.filter(object_id=record.pk, content_type__model="sheet")
    return {(row.as_what, row.body or row.person) for row in rows}


def test_written_with_the_record(cast):
    sheet = SheetFactory(
        locality=cast.locality, to=cast.department, names=cast.minh.person, related={"copies": [cast.front]}
    )
    assert concerns(sheet) == {
        (ConcernKind.ADDRESSEE, cast.department),
        (ConcernKind.ADDRESSEE, cast.front),
        (ConcernKind.NAMED, cast.minh.person),
    }


def test_changed_with_the_record(cast):
    sheet = SheetFactory(locality=cast.locality, to=cast.department, related={"copies": [cast.front]})
    kept = Concern.objects.get(body=cast.front, object_id=sheet.pk).pk
    sheet.to = None
    door.change(sheet, by=cast.lan, related={"copies": [cast.front, cast.committee]})
    assert concerns(sheet) == {(ConcernKind.ADDRESSEE, cast.front), (ConcernKind.ADDRESSEE, cast.committee)}
    assert Concern.objects.filter(pk=kept).exists()


def test_said_twice_written_once(cast):
    sheet = SheetFactory(locality=cast.locality, to=cast.front, related={"copies": [cast.front]})
    assert Concern.objects.filter(object_id=sheet.pk).count() == 1
