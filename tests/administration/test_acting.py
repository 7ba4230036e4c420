"""Changing the role one acts through."""

import pytest
from django.urls import reverse

from coordination.audit.models import Event
from tests.people.factories import BodyFactory, LocalityFactory, MembershipFactory, UserFactory


@pytest.fixture
def lan(client, cast):
    client.force_login(cast.lan)
    return client


@pytest.fixture
def second(cast):
    """Chị Lan also works for the Front of the neighbour."""
    place = LocalityFactory(name="Thị xã", full_name="Thị xã (bài không nêu tên)")
    body = BodyFactory(locality=place, kind="front", name="Ủy ban MTTQ thị xã")
    return MembershipFactory(user=cast.lan, body=body, role="front_clerk", order=1)


def acting_body(client):
    """Whose page it is: the acting body stands in the frame of every page."""
    return client.get(reverse("account-memberships")).wsgi_request.user.acting.body


def test_the_choice_holds_for_the_session_and_stands_in_the_trail(lan, cast, second):
    answer = lan.post(reverse("account-act-as", args=[second.pk]))
    assert (answer.status_code, answer.url) == (302, "/")
    assert acting_body(lan) == second.body
    event = Event.objects.get(kind="acted_as")
    assert (event.actor, event.acting_body, event.locality) == (cast.lan, second.body, second.body.locality)
    lan.post(reverse("account-act-as", args=[cast.lan.memberships.get(body=cast.office).pk]))
    assert acting_body(lan) == cast.office


def test_only_ones_own_in_force(lan, cast, second):
    second.valid_to = "2020-01-01"
    second.save()
    for pk in (second.pk, cast.tu.acting.pk, 10**9):
        assert lan.post(reverse("account-act-as", args=[pk])).status_code == 404
    assert acting_body(lan) == cast.office
    assert not Event.objects.filter(kind="acted_as").exists()


def test_looking_changes_nothing(lan, second):
    assert lan.get(reverse("account-act-as", args=[second.pk])).status_code == 405


def test_the_chooser_lists_and_finds(lan, cast, second):
    def rows(**query):
        page = lan.get(reverse("account-memberships"), query).content.decode()
        table = page[page.find("<table") :]
        return ["Tỉnh An Bình" in table, "Thị xã (bài không nêu tên)" in table]

    assert rows() == [True, True]
    assert rows(q="an binh") == [True, False]
    assert rows(q="mttq thi xa") == [False, True]
    assert rows(q="chuyen vien mat tran") == [False, True]
    page = lan.get(reverse("account-memberships"), {"q": "khong co"}).content.decode()
    assert "Không có vai nào khớp “khong co”" in page


def test_an_account_without_roles_is_told_what_to_do(client, db):
    client.force_login(UserFactory())
    page = client.get(reverse("account-memberships")).content.decode()
    assert "Bạn chưa có vai nào" in page


def test_an_ended_place_is_marked(lan, cast):
    MembershipFactory(user=cast.lan, body=cast.ended_council)
    assert "đã kết thúc, chỉ xem" in lan.get(reverse("account-memberships")).content.decode()


def test_the_chooser_asks_a_fixed_number_of_questions(lan, cast, second, django_assert_num_queries):
    MembershipFactory(user=cast.lan, body=cast.other_council)
    lan.get(reverse("account-memberships"))
    with django_assert_num_queries(12):
        lan.get(reverse("account-memberships"))
