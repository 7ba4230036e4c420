"""Letters and receptions on the page of a delegate's year."""

from datetime import date

import pytest
from django.urls import reverse

from complaints.models import Letter
from tests.complaints.factories import LetterFactory, ReceptionFactory


def parts(client, person, year=2026) -> dict:
    """Title → keys of the rows, of what this room draws."""
    response = client.get(reverse("council_sessions:delegate-year", args=[person.pk]), {"nam": year})
    panels = {panel.title: panel for panel in response.context["sections"]}
    mine = {title: panels[title] for title in ("Tiếp công dân", "Đơn thư xử lý") if title in panels}
    return {title: [row.record.pk for row in panel.context["table"].rows] for title, panel in mine.items()}


@pytest.fixture
def person(cast):
    return cast.dai_bieu.person


def test_only_who_is_named_in_a_letter_learns_of_it(client, cast, person):
    letter = LetterFactory(locality=cast.locality, handler=person, related={"readers": [cast.lan.person]})
    LetterFactory(locality=cast.locality, handler=person, received_on=date(2025, 12, 31))
    client.force_login(cast.lan)
    assert parts(client, person) == {"Tiếp công dân": [], "Đơn thư xử lý": [letter.pk]}
    client.force_login(cast.tu)
    assert parts(client, person) == {"Tiếp công dân": [], "Đơn thư xử lý": []}
    assert Letter.objects.count() == 2


def test_receptions_held_in_the_chair(client, cast, person):
    reception = ReceptionFactory(locality=cast.locality, body=cast.council, chair=person, status="held")
    ReceptionFactory(locality=cast.locality, body=cast.council, chair=person)
    ReceptionFactory(locality=cast.locality, body=cast.council, chair=cast.lan.person, status="held")
    client.force_login(cast.lan)
    assert parts(client, person)["Tiếp công dân"] == [reception.pk]


def test_who_may_not_read_letters_sees_no_such_part(client, cast, person):
    LetterFactory(locality=cast.locality, handler=person)
    client.force_login(cast.dai_bieu)
    assert parts(client, person) == {}
