from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from coordination.records.errors import Forbidden, NotNow
from coordination.workflow.models import StatusChange
from tests.sessions.factories import CouncilSessionFactory
from tests.voters.factories import LOADER, brought_to, petition_of
from voters import actions

D = date
LIST = reverse("voters:petition-carry")
PICKED = reverse("voters:petition-carry-picked")


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def session_of(locality, number, opened_on):
    return CouncilSessionFactory(
        locality=locality, number=str(number), status="closed", opened_on=opened_on, closed_on=opened_on
    )


def session_ahead(locality, number):
    return CouncilSessionFactory(locality=locality, number=str(number), planned_opening=f"2026-1{number - 3}-08")


@pytest.fixture
def sessions(cast):
    """Three sessions that followed one another."""
    days = (D(2025, 12, 9), D(2026, 6, 23), D(2026, 9, 15))
    return [session_of(cast.locality, number, day) for number, day in enumerate(days, 1)]


@pytest.fixture
def petition(cast, sessions):
    return brought_to(petition_of(cast.locality, session=sessions[0]), "in_progress", cast.department)


def test_it_goes_on_with_its_first_session_and_its_whole_history(cast, sessions, petition):
    history = StatusChange.objects.about(petition).count()
    actions.carry(petition, by=cast.lan, to=sessions[1])
    actions.carry(fresh(petition), by=cast.lan, to=sessions[2])
    now = fresh(petition)
    assert (now.session, now.original_session, now.status, now.referrals.count()) == (
        sessions[2],
        sessions[0],
        "in_progress",
        1,
    )
    assert StatusChange.objects.about(petition).count() == history


def test_carried_back_it_never_left(cast, sessions, petition):
    actions.carry(petition, by=cast.lan, to=sessions[1])
    actions.carry(fresh(petition), by=cast.lan, to=sessions[0])
    assert (fresh(petition).session, fresh(petition).original_session) == (sessions[0], None)


@pytest.mark.parametrize(
    ("make", "to", "words"),
    [
        (
            lambda cast, s: brought_to(petition_of(cast.locality, session=s[0]), "finished", cast.department),
            1,
            "Không còn",
        ),
        (lambda cast, s: petition_of(cast.locality), 1, "Chưa gắn với kỳ họp nào"),
        (lambda cast, s: petition_of(cast.locality, session=s[1]), 1, "Đang theo dõi ở kỳ họp này"),
        (lambda cast, s: petition_of(cast.locality, session=s[1]), 0, "kỳ họp ban đầu"),
    ],
)
def test_what_does_not_go_on_stays(cast, sessions, make, to, words):
    petition = make(cast, sessions)
    with pytest.raises(NotNow, match=words):
        actions.carry(petition, by=cast.lan, to=sessions[to])


def test_a_session_of_another_place_is_refused(cast, petition):
    with pytest.raises(ValidationError, match="cùng địa phương"):
        actions.carry(petition, by=LOADER, to=session_of(cast.other, 1, D(2026, 6, 1)))


def test_only_those_who_forward_carry_over(cast, sessions, petition):
    with pytest.raises(Forbidden):
        actions.carry(petition, by=cast.hoa, to=sessions[1])


# --- Pages -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.lan)
    return client


def test_many_go_on_at_once_after_a_preview(clerk, cast, sessions, petition):
    ahead, _later = (session_ahead(cast.locality, number) for number in (4, 5))
    other = petition_of(cast.locality, session=ahead)
    none = petition_of(cast.locality)
    listed = [row.record for row in clerk.get(f"{LIST}?session={sessions[0].pk}").context["page"].object_list]
    assert listed == [petition]
    keys = [petition.pk, other.pk, none.pk]
    preview = clerk.get(PICKED, {"chon": keys})
    assert {row.pk for row, _words in preview.context["ready"]} == {petition.pk, other.pk}
    assert preview.context["left_out"] == [(none, "Chưa gắn với kỳ họp nào.")]
    first = clerk.post(PICKED, {"chon": keys, "to": ahead.pk})
    assert (first.status_code, "Đang theo dõi ở kỳ họp này" in text_of(first)) == (200, True)
    done = clerk.post(PICKED, {"chon": keys, "to": ahead.pk, "da-xem": first.context["seen"]})
    assert done.status_code == 302
    assert (fresh(petition).session, fresh(other).original_session) == (ahead, None)


def test_the_list_of_petitions_shows_those_carried_over(clerk, cast, sessions, petition):
    petition_of(cast.locality, session=sessions[1])
    actions.carry(petition, by=LOADER, to=sessions[1])
    response = clerk.get(f"{reverse('voters:petition-list')}?carried=true")
    assert [row.record for row in response.context["page"].object_list] == [petition]
    assert [pill.words for pill in response.context["filter"].pills()] == ["Chuyển tiếp từ kỳ trước"]
    assert str(sessions[0]) in text_of(clerk.get(petition.get_absolute_url()))


def test_a_session_that_is_over_leads_to_its_open_petitions(clerk, sessions, petition):
    assert f"{LIST}?session={sessions[0].pk}" in text_of(clerk.get(sessions[0].get_absolute_url()))
    assert LIST not in text_of(clerk.get(sessions[2].get_absolute_url()))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_number_of_queries(clerk, cast, sessions, rows, django_assert_num_queries):
    for _ in range(rows):
        petition_of(cast.locality, session=sessions[0], place=cast.commune)
    clerk.get(LIST)
    with django_assert_num_queries(15):
        clerk.get(LIST)


def test_others_stay_out(client, cast, petition):
    codes = []
    for user in (cast.minh, cast.hoa, cast.admin):
        client.force_login(user)
        codes += [client.get(LIST).status_code, client.get(f"{PICKED}?chon={petition.pk}").status_code]
    client.force_login(cast.stranger)
    assert len(client.get(LIST).context["page"].object_list) == 0
    assert codes == [403] * 6
