"""A meeting that was held keeps a day that has come; parts are not more than the whole, unless that is no exact one."""

from datetime import date

import pytest
from django.urls import reverse

from tests.voters.factories import LOADER, petition_of
from tests.voters.factories_contact import meeting_of
from voters import actions
from voters.models import ContactMeeting

pytestmark = pytest.mark.django_db
HELD_ON = date(2026, 9, 21)


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.lan)
    return client


@pytest.fixture
def planned(cast):
    return meeting_of(cast.locality, place=cast.commune, held_on=HELD_ON)


@pytest.fixture
def held(cast, planned):
    meeting = actions.hold_meeting(planned, by=LOADER, attending=85, attending_qualifier="about", speaking=9)
    petition_of(cast.locality, meeting=meeting)
    return meeting


def edit(client, meeting, **fields):
    data = {"kind": "before", "held_on": "21/09/2026", "place": meeting.place_id, "revision": meeting.revision}
    counted = {"attending": 85, "attending_qualifier": "about", "speaking": 9}
    return client.post(reverse("voters:contactmeeting-edit", args=[meeting.pk]), data | counted | fields)


def hold(client, meeting, **fields):
    data = {"held_on": "21/09/2026", "attending": 50, "attending_qualifier": "exact"}
    return client.post(reverse("voters:contactmeeting-move", args=[meeting.pk, "hold"]), data | fields)


def stored(meeting) -> tuple:
    return ContactMeeting.objects.values_list("status", "held_on", "speaking").get(pk=meeting.pk)


def test_what_was_held_is_not_put_off(clerk, held):
    answer = edit(clerk, held, held_on="02/10/2026")
    assert (answer.status_code, answer.context["form"].errors) == (422, {"held_on": ["Ngày này chưa tới."]})
    assert stored(held) == ("held", HELD_ON, 9)
    assert edit(clerk, held, held_on="01/10/2026").status_code == 302
    assert stored(held) == ("held", date(2026, 10, 1), 9)


def test_what_is_planned_is(clerk, planned):
    assert edit(clerk, planned, held_on="02/10/2026").status_code == 302
    assert stored(planned) == ("planned", date(2026, 10, 2), None)


def test_nothing_was_held_on_a_day_to_come(clerk, planned):
    answer = hold(clerk, planned, held_on="02/10/2026")
    assert (answer.status_code, answer.context["form"].errors) == (422, {"held_on": ["Ngày này chưa tới."]})
    assert stored(planned) == ("planned", HELD_ON, None)


def test_a_refused_step_is_headed_by_what_is_stored(clerk, planned):
    title = str(planned)
    answer = hold(clerk, planned, held_on="22/09/2026", speaking=51)
    assert (answer.status_code, answer.context["form"].errors) == (422, {"speaking": ["Nhiều hơn 50 lượt cử tri dự."]})
    crumb = (title, planned.get_absolute_url())
    assert (answer.context["record_title"], answer.context["crumbs"][-1]) == (title, crumb)
    assert answer.context["form"]["held_on"].value() == "22/09/2026"


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"speaking": 86}, {"speaking": ["Nhiều hơn 85 lượt cử tri dự."]}),
        ({"group_farmer": 60, "group_worker": 40}, {"attending": ["Ít hơn tổng các thành phần cử tri (100)."]}),
    ],
)
def test_parts_of_an_exact_number_are_not_more_than_it(clerk, held, typed, errors):
    answer = edit(clerk, held, attending_qualifier="exact", **typed)
    assert (answer.status_code, answer.context["form"].errors) == (422, errors)


def test_parts_of_a_number_that_is_not_exact_are_only_pointed_out(clerk, held):
    assert edit(clerk, held, speaking=100, group_farmer=60, group_worker=40).status_code == 302
    page = clerk.get(held.get_absolute_url())
    panel = next(panel for panel in page.context["sections"] if panel.title == "Số cử tri chưa khớp")
    assert panel.context["lines"] == [
        "100 lượt phát biểu, nhiều hơn khoảng 85 lượt cử tri dự.",
        "Các thành phần cộng lại 100, nhiều hơn khoảng 85 lượt cử tri dự. Tỷ lệ trực tiếp lao động chưa rõ.",
    ]


def test_nothing_is_pointed_out_where_they_fit(clerk, held):
    titles = [panel.title for panel in clerk.get(held.get_absolute_url()).context["sections"]]
    assert titles == ["Kiến nghị của cuộc này", "Văn bản soạn từ hồ sơ này", "Tệp đính kèm"]
