"""What the figures of this room count, by which day, and who may be named."""

from datetime import date

import pytest

from complaints import queries
from complaints.models import Letter, Reception
from coordination.lib.period import Period
from coordination.people.permissions import Permission
from tests.complaints.factories import LetterFactory, ReceptionFactory
from tests.people.factories import AppointmentFactory, BodyFactory, PersonFactory

FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)
HALF_YEAR = Period(FIRST, LAST)
BEFORE, AFTER = date(2025, 12, 31), date(2026, 7, 1)


def test_receptions_held_count_by_the_day_they_were_held(db):
    counted = {ReceptionFactory(planned_on=day, status="held") for day in (FIRST, LAST)}
    moved = ReceptionFactory(planned_on=LAST, status="held", held_on=AFTER)
    for day in (BEFORE, AFTER):
        ReceptionFactory(planned_on=day, status="held")
    waiting = [ReceptionFactory(planned_on=LAST, status=status) for status in ("planned", "cancelled")]
    rows = Reception.objects.all()
    assert set(queries.held(rows, HALF_YEAR)) == counted
    assert set(queries.required(rows, HALF_YEAR)) == {*counted, moved, *waiting}


def test_letters_count_by_the_day_they_were_received_whoever_asks(cast):
    place = {"locality": cast.locality}
    counted = {LetterFactory(**place, received_on=FIRST), LetterFactory(**place, received_on=LAST, status="returned")}
    for day in (BEFORE, AFTER):
        LetterFactory(**place, received_on=day)
    LetterFactory(locality=cast.other, received_on=LAST)
    rows = Letter.objects.counted_in(cast.locality)
    assert set(queries.received(rows, HALF_YEAR)) == counted


@pytest.mark.parametrize(
    ("codes", "following"),
    [
        ((), "DT-2026-0001"),
        (("DT-2026-0001", "DT-2026-0012"), "DT-2026-0013"),
        (("DT-2026-9999", "DT-2026-10000"), "DT-2026-10001"),
        (("DT-2025-0007",), "DT-2026-0001"),
    ],
)
def test_the_next_code_of_a_place_and_a_year(cast, codes, following):
    for code in codes:
        LetterFactory(locality=cast.locality, code=code)
    LetterFactory(locality=cast.other, code="DT-2026-0099")
    assert queries.next_code(Letter.objects.all(), cast.locality, 2026) == following


def test_only_those_whose_role_handles_letters_can_be_named(cast):
    gone = cast.acting_as(cast.office, "council_clerk")
    gone.memberships.update(valid_to=date(2026, 7, 14))
    able = queries.people_with(Permission.LETTER_EDIT, cast.locality.pk)
    assert set(able) == {user.person for user in (cast.lan, cast.tu, cast.ubnd, cast.hoa)}


def test_the_desk_of_a_person_is_the_first_post_in_force(db):
    person = PersonFactory()
    old, new = BodyFactory(), BodyFactory()
    AppointmentFactory(person=person, body=old, valid_to=date(2026, 7, 14))
    assert queries.desk_of(person) is None
    AppointmentFactory(person=person, body=new)
    assert queries.desk_of(person) == new
