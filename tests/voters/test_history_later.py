"""What happened to a petition: at the foot of its page, filled once the page stands; a page without script."""

import pytest
from django.urls import reverse

from tests.voters.factories import brought_to, petition_of

HTMX = {"HX-Request": "true"}


def address(petition) -> str:
    return reverse("voters:petition-history", args=[petition.pk])


@pytest.fixture
def petition(cast):
    return petition_of(cast.locality)


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.lan)
    return client


def steps(response) -> list[str]:
    return [entry.what for entry in response.context["history"]]


@pytest.mark.parametrize(("status", "expected"), [("new", 1), ("in_progress", 3)])
def test_it_tells_every_step_newest_first(clerk, cast, petition, status, expected, django_assert_num_queries):
    brought_to(petition, status, cast.department)
    clerk.get(address(petition))
    with django_assert_num_queries(9):
        response = clerk.get(address(petition), headers=HTMX)
    assert (response.status_code, len(steps(response)), steps(response)[-1]) == (200, expected, "Ghi kiến nghị")
    assert response.content.lstrip().startswith(b'<section class="block" id="lich-su">')


def test_without_script_it_is_a_page(clerk, petition):
    response = clerk.get(address(petition))
    assert (steps(response), b"<h1>" in response.content) == (["Ghi kiến nghị"], True)


def test_the_page_of_the_petition_leads_there_and_reads_none_of_it(clerk, petition):
    response = clerk.get(petition.get_absolute_url())
    assert (response.context["history"], response.context["history_url"]) == ([], address(petition))
    assert f'<a href="{address(petition)}">Xem lịch sử</a>' in response.content.decode()


@pytest.mark.parametrize("user", ["stranger", "minh"])
def test_those_whom_it_does_not_concern_find_nothing(client, cast, petition, user):
    client.force_login(getattr(cast, user))
    assert [client.get(address(petition), headers=with_).status_code for with_ in ({}, HTMX)] == [404, 404]
