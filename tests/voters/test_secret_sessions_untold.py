"""A secret session is named in no history and in no words that are proposed to those who may not know of it."""

from datetime import date as D

import pytest
from django.urls import reverse

from coordination.audit.models import Event
from coordination.lib.dates import PartialDate
from coordination.records.errors import NotNow
from tests.sessions.factories import CouncilSessionFactory
from tests.voters.factories import petition_of
from voters import actions


@pytest.fixture
def sessions(cast):
    make = {"locality": cast.locality, "term": cast.term}
    secret = CouncilSessionFactory(**make, number=22, confidential=True)
    return secret, CouncilSessionFactory(**make, number=23), CouncilSessionFactory(**make, number=24, confidential=True)


def test_the_history_of_what_was_carried_on(client, cast, sessions):
    secret, open_one, other = sessions
    petition = petition_of(cast.locality, session=secret)
    actions.carry(petition, by=cast.lan, to=open_one)
    actions.carry(petition, by=cast.lan, to=other, note="Còn việc")
    actions.carry(petition, by=cast.lan, to=secret)
    notes = [event.note for event in Event.objects.about(petition).filter(kind="changed").order_by("id")]
    assert notes == [
        f"Chuyển tiếp sang {open_one}",
        f"Chuyển tiếp từ {open_one}. Còn việc",
        "Chuyển tiếp sang kỳ họp khác",
    ]
    client.force_login(cast.lan)
    page = client.get(petition.get_absolute_url()).content.decode()
    assert [str(session) in page for session in (secret, other)] == [False, False]


def test_why_it_does_not_go_on(cast, sessions):
    secret, open_one, _other = sessions
    for session, day in ((secret, D(2026, 9, 1)), (open_one, D(2026, 8, 1))):
        type(session).objects.filter(pk=session.pk).update(planned_opening=PartialDate(day.year, day.month, day.day))
    secret.refresh_from_db()
    open_one.refresh_from_db()
    with pytest.raises(NotNow) as refusal:
        actions.carry(petition_of(cast.locality, session=secret), by=cast.lan, to=open_one)
    assert refusal.value.message == "Kỳ họp này trước kỳ họp ban đầu."


def test_the_next_time_of_a_petition(client, cast, sessions):
    secret, open_one, _other = sessions
    client.force_login(cast.lan)
    for session, since in ((secret, "01/06/2026"), (open_one, str(open_one))):
        earlier = petition_of(cast.locality, session=session, received_on=D(2026, 6, 1))
        typed = {"lan_truoc": earlier.pk, "content": "Đường hỏng", "kind": "petition"}
        page = client.post(reverse("voters:petition-create"), typed)
        assert page.context["form"]["first_raised"].value() == since
        assert (str(secret) in page.content.decode()) is False
