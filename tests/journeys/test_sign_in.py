"""Coming in and going out."""

import pytest
from django.urls import reverse

pytestmark = [pytest.mark.journey]
PASSWORD = "một mật khẩu đủ dài"


@pytest.fixture
def known(cast):
    """The cast with a password each may type."""
    for user in (cast.lan, cast.tu, cast.hoa, cast.minh):
        user.set_password(PASSWORD)
        user.save()
    return cast


@pytest.mark.smoke
def test_a_clerk_signs_in_and_out(journey, known):
    page = journey.open("/")
    assert page.url == f"{journey.origin}{reverse('account_login')}?next=/"
    journey.look()

    journey.sign_in(known.lan.username, PASSWORD)
    assert page.url == f"{journey.origin}{reverse('deadlines:my-work')}"
    journey.look()

    journey.sign_out()
    page.reload()
    assert page.url.startswith(f"{journey.origin}{reverse('account_login')}")


@pytest.mark.parametrize(("who", "place"), [("tu", "reports:dashboard"), ("hoa", "deadlines:my-work")])
def test_everybody_begins_at_the_own_first_place(journey, known, who, place):
    page = journey.sign_in(getattr(known, who).username, PASSWORD)
    assert page.url == f"{journey.origin}{reverse(place)}"
    journey.look()


def test_a_wrong_password_says_so_and_keeps_the_name(journey, known):
    page = journey.open(reverse("account_login"))
    page.locator("input[name=login]").fill(known.lan.username)
    page.locator("input[name=password]").fill("không phải")
    with page.expect_navigation():
        page.locator("input[name=password]").press("Enter")
    assert page.locator("input[name=login]").input_value() == known.lan.username
    assert page.get_by_role("alert").count() == 1
    journey.look()
