"""Long lists of names on forms: narrowed by typing, what is chosen stays."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from coordination.ui.forms import CHOOSE
from tests.cast import build
from tests.people.factories import PASSWORD, BodyFactory

pytestmark = pytest.mark.journey


@pytest.fixture
def given_many_departments(transactional_db):
    """More bodies than anybody reads through."""
    cast = build()
    for number in range(1, 22):
        BodyFactory(locality=cast.locality, name=f"Sở thứ {number:02}", code=f"so-{number:02}")
    return cast


def test_a_long_list_is_narrowed_by_typing_and_keeps_what_was_chosen(journey, given_many_departments):
    cast = given_many_departments
    journey.sign_in(cast.lan.username, PASSWORD)
    page = journey.open(reverse("deadlines:obligation-create"))
    owners = page.locator("[name=owner]")
    owners.select_option(label="Sở thứ 07")

    narrow = page.locator("[name=owner]").locator("xpath=preceding-sibling::input[1]")
    narrow.fill("so THU 2")
    expect(owners.locator("option")).to_have_text(
        [CHOOSE, *(f"Sở thứ {number}" for number in ("02", "07", "12", "20", "21"))]
    )
    expect(owners).to_have_value(str(cast.locality.bodies.get(code="so-07").pk))
    narrow.press("Enter")
    expect(page.locator("h1")).to_have_text("Giao việc")
    narrow.fill("")
    expect(owners.locator("option").filter(has_text="Sở thứ")).to_have_count(21)
    journey.look()
