"""Many petitions entered into the register together: numbers, rules, traces; all of them or none."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from coordination.audit.models import Event
from coordination.people.models import Concern
from coordination.records.errors import Forbidden
from coordination.workflow import door
from coordination.workflow.models import StatusChange
from tests.voters.factories import PetitionFactory, petition_of
from voters import actions
from voters.models import Petition, Referral


def new(cast, **fields) -> Petition:
    return PetitionFactory.build(locality=cast.locality, **{"code": "", "number": 0, "place": cast.commune} | fields)


def test_numbers_follow_those_of_the_register_and_of_the_file(cast):
    petition_of(cast.locality)
    made = actions.register_all([new(cast), new(cast, code="KN-2026-0009", number=9), new(cast)], by=cast.lan)
    assert [row.code for row in made] == ["KN-2026-0002", "KN-2026-0009", "KN-2026-0010"]
    for row in made:
        row.refresh_from_db()
        assert (row.created_by, row.constituency, row.revision) == (cast.lan, cast.constituency, 1)
        assert StatusChange.objects.about(row).get().transition == "register"
        assert Event.objects.about(row).get().actor == cast.lan
        assert Concern.objects.filter(object_id=row.pk, body=cast.commune_council).count() == 1


@pytest.mark.parametrize("who", ["minh", "stranger", "operator"])
def test_who_may_not_register_one_may_not_register_many(cast, who):
    with pytest.raises(Forbidden):
        actions.register_all([new(cast), new(cast)], by=getattr(cast, who))
    assert Petition.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"origin": "x"}, ValidationError),
        ({"due_on": "2026-01-01"}, ValidationError),
        ({"misdirected_to": "Phòng A"}, ValidationError),
        ({"monitor_id": 0}, ValidationError),
        ({"times_raised": 0}, IntegrityError),
        ({"code": "KN-2026-0001"}, IntegrityError),
    ],
    ids=["choice", "clean", "pair", "link", "check", "unique"],
)
def test_with_one_that_is_not_sound_none_is_written(cast, fields, error):
    petition_of(cast.locality, code="KN-2026-0001")
    before = [model.objects.count() for model in (Petition, Event, StatusChange, Concern)]
    petitions = [new(cast), new(cast), new(cast)]
    for name, value in fields.items():
        setattr(petitions[1], name, date.fromisoformat(value) if name == "due_on" else value)
    with pytest.raises(error), transaction.atomic():
        actions.register_all(petitions, by=cast.lan)
    assert [model.objects.count() for model in (Petition, Event, StatusChange, Concern)] == before


def test_what_saves_in_a_way_of_its_own_is_created_singly(db):
    with pytest.raises(TypeError):
        door.create_all([Referral()], by=None)
