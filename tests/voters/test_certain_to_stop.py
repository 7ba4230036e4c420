"""What is certain to stop is said before the button is pressed: days that are missing, sessions that are over."""

from datetime import date as D

import pytest
from django.urls import reverse

from coordination.lib.dates import screen
from tests.sessions.factories import CouncilSessionFactory
from tests.voters.factories import petition_of
from voters import actions

FORWARD = reverse("voters:petition-bulk", args=["forward"])
PICKED = reverse("voters:petition-carry-picked")
HERE = "Đang theo dõi ở kỳ họp này."


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.lan)
    return client


def outlook(client, url, rows) -> tuple[dict, dict]:
    """Key → words of those that will be done, key → reason of those left out."""
    context = client.get(url, {"chon": [row.pk for row in rows]}).context
    ready, left = context["ready"], context["left_out"]
    return {row.pk: words for row, words in ready}, {row.pk: why for row, why in left}


def test_forwarding_marks_what_needs_a_day(clerk, cast):
    days = (D(2026, 12, 1), None, D(2026, 9, 1))
    with_day, without, over = [petition_of(cast.locality, competent_body=cast.department, due_on=day) for day in days]
    assert outlook(clerk, FORWARD, [with_day, without, over]) == (
        {
            with_day.pk: f"tới {cast.department}",
            without.pk: f"tới {cast.department} · chưa có hạn trả lời: ghi hạn ở dưới",
            over.pk: f"tới {cast.department} · hạn trả lời {screen(over.due_on)} đã qua: ghi hạn ở dưới",
        },
        {},
    )


@pytest.fixture
def past(cast):
    day = D(2026, 6, 23)
    return CouncilSessionFactory(locality=cast.locality, number="1", status="closed", opened_on=day, closed_on=day)


@pytest.fixture
def ahead(cast):
    return CouncilSessionFactory(locality=cast.locality, number="2", planned_opening="2026-12-08")


def choices(client, rows) -> list:
    page = client.get(PICKED, {"chon": [row.pk for row in rows]})
    return list(page.context["form"].fields["to"].queryset)


def test_a_session_that_is_over_is_no_choice(clerk, cast, past, ahead):
    called_off = CouncilSessionFactory(locality=cast.locality, number="3", planned_opening="2026-11-08")
    type(called_off).objects.filter(pk=called_off.pk).update(status="cancelled")
    petition = petition_of(cast.locality, session=past)
    assert choices(clerk, [petition]) == [ahead]
    old = CouncilSessionFactory(locality=cast.locality, number="0", status="closed", opened_on=D(2026, 3, 2))
    assert clerk.post(PICKED, {"chon": [petition.pk], "to": old.pk}).status_code == 422
    petition.refresh_from_db()
    assert petition.session == past


def test_what_was_carried_by_mistake_goes_back_to_its_first_session(clerk, cast, past, ahead):
    petition = petition_of(cast.locality, session=past)
    actions.carry(petition, by=cast.lan, to=ahead)
    assert set(choices(clerk, [petition])) == {past, ahead}
    assert clerk.post(PICKED, {"chon": [petition.pk], "to": past.pk}).status_code == 302
    petition.refresh_from_db()
    assert (petition.session, petition.original_session) == (past, None)


def test_what_stands_at_the_only_choice_is_named_before(clerk, cast, past, ahead):
    there, here = petition_of(cast.locality, session=ahead), petition_of(cast.locality, session=past)
    assert outlook(clerk, PICKED, [there, here]) == ({here.pk: f"{here.code} · đang ở {past}"}, {there.pk: HERE})
    later = CouncilSessionFactory(locality=cast.locality, number="4", planned_opening="2027-07-08")
    assert outlook(clerk, PICKED, [there, here]) == (
        {there.pk: f"{there.code} · đang ở {ahead}", here.pk: f"{here.code} · đang ở {past}"},
        {},
    )
    type(later).objects.filter(pk=later.pk).update(confidential=True)
    assert outlook(clerk, PICKED, [there])[1] == {there.pk: HERE}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_rows_costs_nothing(clerk, cast, past, ahead, rows, django_assert_num_queries):
    keys = [petition_of(cast.locality, session=past).pk for _ in range(rows)]
    clerk.get(PICKED, {"chon": keys})
    with django_assert_num_queries(16):
        clerk.get(PICKED, {"chon": keys})
