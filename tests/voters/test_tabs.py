"""The ready-made views over the list of petitions, and how many petitions stand behind each."""

from datetime import date

import pytest
from django.urls import reverse

from tests.voters.factories import LOADER, brought_to, petition_of
from voters import actions

D = date
LIST, TABS = reverse("voters:petition-list"), reverse("voters:petition-tabs")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def petition(cast):
    return petition_of(cast.locality, title="Đường hỏng nặng", place=cast.commune)


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.lan)
    return client


def test_tabs_count_what_they_show(clerk, cast):
    petition_of(cast.locality, due_on=D(2026, 6, 30))  # late, but nobody was ever asked
    petition_of(cast.locality, due_on=D(2026, 12, 30), times_raised=4)
    petition_of(cast.locality, due_on=None, misdirected_to="UBND xã", misdirected_right="Thi hành án")
    classified = petition_of(cast.locality, due_on=None, competent_body=cast.department)
    petition_of(cast.locality, due_on=None, merged_into=classified)
    brought_to(petition_of(cast.locality, due_on=D(2026, 6, 30)), "in_progress", cast.department)
    wanting = brought_to(petition_of(cast.locality, due_on=D(2026, 5, 30)), "answered", cast.department)
    actions.judge(wanting, by=LOADER, judgement="partly", body=cast.front, text="Còn.", on=D(2026, 6, 3))
    for body in (None, cast.front):  # refused; of one it is known already who will be asked next
        refused = brought_to(petition_of(cast.locality, due_on=D(2026, 6, 30)), "forwarded", cast.department)
        actions.refuse(refused, by=LOADER, reason="Việc của nơi khác.", on=D(2026, 5, 21))
        refused.competent_body = body
        actions.edit_petition(refused, by=LOADER)
    tabs = clerk.get(TABS, headers=HTMX).context["tabs"]
    counts = {tab["words"]: tab.get("count") for tab in tabs}
    assert counts == {
        "Tất cả": None,
        "Quá hạn trả lời": "1",
        "Bị từ chối, chờ chuyển lại": "2",
        "Đánh giá chưa đạt": "1",
        "Chờ phân loại": "3",
        "Chờ chuyển": "1",
        "Từ 4 lần": "1",
        "Gửi nhầm thẩm quyền": "1",
    }
    for tab in tabs[1:]:
        shown = clerk.get(f"{LIST}?{tab['query']}")
        assert (shown.context["total"], shown.context["tabs"][0]["shown"]) == (int(tab["count"]), False)


def test_the_numbers_of_the_views_come_once_the_page_stands(clerk, cast, petition, django_assert_num_queries):
    asked = clerk.get(f"{LIST}?late=true&page=1")
    assert f'hx-get="{TABS}?late=true&amp;page=1"' in asked.content.decode()
    assert [(tab["words"], "count" in tab) for tab in asked.context["tabs"] if tab["shown"]] == [
        ("Quá hạn trả lời", False)
    ]
    with django_assert_num_queries(7):
        told = clerk.get(f"{TABS}?late=true&page=1")
    assert [tab["words"] for tab in told.context["tabs"] if tab["shown"]] == ["Quá hạn trả lời"]


def test_the_numbers_of_the_views_count_what_their_reader_may_see(client, cast, petition):
    client.force_login(cast.stranger)
    assert {tab.get("count", "") for tab in client.get(TABS).context["tabs"]} == {""}
    client.force_login(cast.operator)
    assert client.get(TABS).status_code == 403


def test_what_only_the_keepers_of_the_register_do_is_no_view_of_a_department(client, cast):
    brought_to(petition_of(cast.locality, due_on=D(2026, 6, 30)), "in_progress", cast.department)
    petition_of(cast.locality, due_on=D(2026, 6, 30))
    client.force_login(cast.minh)
    expected = {
        "Tất cả": "",
        "Quá hạn trả lời": "1",
        "Bị từ chối, chờ chuyển lại": "",
        "Đánh giá chưa đạt": "",
        "Từ 4 lần": "",
        "Gửi nhầm thẩm quyền": "",
    }
    assert {tab["words"]: tab.get("count", "") for tab in client.get(TABS).context["tabs"]} == expected
    assert [tab["words"] for tab in client.get(LIST).context["tabs"]] == list(expected)
