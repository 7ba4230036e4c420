"""Similar petitions on the page of one: a block that the browser fills once the page stands; a page without script."""

import pytest
from django.urls import reverse

from tests.voters.factories import LOADER, petition_of
from voters import actions

ALIKE = "Đường liên xã qua thôn Thượng hỏng nặng, nhiều ổ gà"
HTMX = {"HX-Request": "true"}


def alike(petition) -> str:
    return reverse("voters:petition-alike", args=[petition.pk])


def named(response) -> list[str]:
    """Codes of the rows of the block, as the page names them."""
    panel = response.context and response.context.get("panel")
    return [row.record.code for row in panel.context["table"].rows] if panel else []


@pytest.fixture
def petition(cast):
    return petition_of(cast.locality, place=cast.commune, content=ALIKE)


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.lan)
    return client


@pytest.mark.parametrize("item_count", [1, 3])
def test_it_names_those_alike(clerk, cast, petition, item_count, django_assert_num_queries):
    others = [petition_of(cast.locality, place=cast.commune, content=ALIKE) for _ in range(item_count)]
    clerk.get(alike(petition))
    with django_assert_num_queries(15):
        response = clerk.get(alike(petition), headers=HTMX)
    assert (response.status_code, sorted(named(response))) == (200, sorted(row.code for row in others))
    assert response.content.lstrip().startswith(b'<section class="block">')


def test_of_nothing_alike_no_block_is_left(clerk, cast, petition):
    petition_of(cast.locality, title="Trạm y tế thiếu thuốc", content="Trạm y tế thiếu thuốc huyết áp")
    response = clerk.get(alike(petition), headers=HTMX)
    assert (response.status_code, response.content) == (200, b"")


def test_without_script_it_is_a_page(clerk, cast, petition):
    assert "Chưa thấy kiến nghị nào giống." in clerk.get(alike(petition)).content.decode()
    other = petition_of(cast.locality, place=cast.commune, content=ALIKE)
    response = clerk.get(alike(petition))
    assert (named(response), b"<h1>" in response.content) == ([other.code], True)


def test_the_page_of_the_petition_leads_there(clerk, petition):
    panel = clerk.get(petition.get_absolute_url()).context["sections"][0]
    assert (panel.title, panel.context) == ("Kiến nghị tương tự", {"url": alike(petition)})


def test_a_pair_told_apart_is_not_named_again(clerk, cast, petition):
    other = petition_of(cast.locality, place=cast.commune, content=ALIKE)
    assert (named(clerk.get(alike(petition))), named(clerk.get(alike(other)))) == ([other.code], [petition.code])
    actions.not_same(petition, other, by=LOADER, reason="khác đoạn đường")
    assert (named(clerk.get(alike(petition))), named(clerk.get(alike(other)))) == ([], [])


def test_those_whom_the_petition_does_not_concern_find_nothing(client, cast, petition):
    petition_of(cast.locality, place=cast.commune, content=ALIKE)
    client.force_login(cast.stranger)
    assert client.get(alike(petition)).status_code == 404
    assert client.get(alike(petition), headers=HTMX).status_code == 404


def test_nothing_is_named_that_one_may_not_see(client, cast, petition):
    petition_of(cast.locality, place=cast.commune, content=ALIKE)
    actions.forward(petition, by=LOADER, to=cast.department, on=petition.received_on)
    client.force_login(cast.minh)
    assert (client.get(alike(petition)).status_code, named(client.get(alike(petition)))) == (200, [])
