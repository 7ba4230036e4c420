"""Check constraints are asked all at once, and say the same words as one by one."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import CheckConstraint
from django.test.utils import CaptureQueriesContext

from tests.voters.factories import PetitionFactory
from voters.models import Petition

pytestmark = pytest.mark.django_db


def asked(record) -> int:
    """How often the database is asked whether something holds."""
    with CaptureQueriesContext(connection) as captured:
        record.validate_constraints()
    return sum('AS "_check"' in query["sql"] for query in captured)


def test_a_right_record_is_asked_about_once():
    checks = [row for row in Petition._meta.constraints if isinstance(row, CheckConstraint)]
    assert len(checks) > 5
    assert asked(PetitionFactory()) == 2  # all checks, and whether the condition of the unique code holds


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"due_on": date(2026, 1, 1)}, ["Hạn trả lời phải từ ngày nhận trở đi."]),
        (
            {"due_on": date(2026, 1, 1), "times_raised": 0},
            [
                "Hạn trả lời phải từ ngày nhận trở đi.",
                "Số lần kiến nghị kể cả lần này nên ít nhất là 1.",
            ],
        ),
    ],
)
def test_a_wrong_one_hears_every_reason(fields, words):
    petition = PetitionFactory()
    for name, value in fields.items():
        setattr(petition, name, value)
    with pytest.raises(ValidationError) as refused:
        petition.validate_constraints()
    assert refused.value.messages == words


def test_what_is_excluded_is_not_asked():
    petition = PetitionFactory()
    petition.times_raised, petition.due_on = 0, date(2026, 1, 1)
    with pytest.raises(ValidationError) as refused:
        petition.validate_constraints(exclude={"due_on"})
    assert refused.value.messages == ["Số lần kiến nghị kể cả lần này nên ít nhất là 1."]
    petition.validate_constraints(exclude={"due_on", "times_raised"})
