"""What was sent up is the addressee's to take on: the sender waits, and sees for whom."""

import re
from datetime import date as D

import pytest
from django.urls import reverse

from coordination.deadlines.queries import about
from coordination.records.errors import Forbidden
from tests.people.factories import BodyFactory
from tests.voters.factories import LOADER, petition_of
from voters import actions
from voters.actions.batches import arrive
from voters.models import Petition

TAKING = {"Nhận giải quyết", "Từ chối, trả lại nơi chuyển", "Ghi trả lời", "Ghi trả lời mới"}


def fresh(record):
    return type(record).objects.get(pk=record.pk)


@pytest.fixture
def sent(cast):
    """A petition of the commune, forwarded to the province's Standing Committee, with a day to accept or refuse."""
    petition = petition_of(cast.commune, level="province", title="Cầu treo", due_on=D(2026, 12, 1))
    fields = {"to": cast.standing, "on": D(2026, 6, 1), "answer_by": D(2026, 11, 1)}
    return fresh(actions.forward(petition, by=LOADER, **fields))


def offered(client, user, petition) -> set[str]:
    client.force_login(user)
    return {button.label for button in client.get(petition.get_absolute_url()).context["buttons"]} & TAKING


def note(client, petition) -> tuple:
    context = client.get(petition.get_absolute_url()).context
    return context.get("awaited"), str(context.get("above"))


def test_the_sender_does_not_take_it_on_for_the_level_above(client, cast, sent):
    above = arrive(sent, to=cast.standing, on=D(2026, 6, 1), by=LOADER)
    assert (offered(client, cast.xa, sent), offered(client, cast.tu, sent)) == (
        set(),
        {"Nhận giải quyết", "Từ chối, trả lại nơi chuyển"},
    )
    client.force_login(cast.xa)
    link = f'<a href="{above.get_absolute_url()}">{above.title}</a>'
    assert note(client, sent) == ("Chờ Thường trực HĐND tỉnh nhận", link)
    page = client.get(sent.get_absolute_url()).content.decode()
    assert "<b>Chờ Thường trực HĐND tỉnh nhận.</b>" in page
    codes = [
        client.get(reverse("voters:petition-move", args=[sent.pk, name])).status_code for name in ("accept", "refuse")
    ]
    assert codes == [403, 403]
    with pytest.raises(Forbidden):
        actions.accept(sent, by=cast.xa)
    assert [row.closed_on for row in about(sent)] == [None, None]
    assert fresh(sent).status == "forwarded"


def test_taken_on_above_it_waits_for_the_answer(client, cast, sent):
    arrive(sent, to=cast.standing, on=D(2026, 6, 1), by=LOADER)
    actions.accept(sent, by=cast.tu)
    assert offered(client, cast.xa, sent) == set()
    assert note(client, sent)[0] == "Chờ Thường trực HĐND tỉnh trả lời"
    with pytest.raises(Forbidden):
        actions.reply(fresh(sent), by=cast.xa, result="explained", text="Rõ.", number="1", body=cast.standing)


def test_what_works_outside_the_system_is_noted_as_it_came_on_paper(client, cast, sent):
    assert offered(client, cast.xa, sent) == {"Nhận giải quyết", "Từ chối, trả lại nơi chuyển", "Ghi trả lời"}
    assert note(client, sent) == (None, "None")


def test_what_came_back_and_went_elsewhere_is_noted_on_paper_again(client, cast, sent):
    above = arrive(sent, to=cast.standing, on=D(2026, 6, 1), by=LOADER)
    actions.return_petition(above, by=cast.lan, reason="Việc của ngành.", on=D(2026, 6, 5))
    power = BodyFactory(locality=cast.locality, name="Công ty Điện lực")
    actions.forward(fresh(sent), by=cast.xa, to=power, due_on=D(2026, 12, 1))
    assert "Nhận giải quyết" in offered(client, cast.xa, fresh(sent))


def test_who_may_not_read_the_register_above_reads_its_number_only(client, cast, sent):
    above = arrive(sent, to=cast.standing, on=D(2026, 6, 1), by=LOADER)
    Petition.objects.filter(pk=above.pk).update(confidential=True)
    client.force_login(cast.xa)
    assert note(client, sent) == ("Chờ Thường trực HĐND tỉnh nhận", above.code)


def test_what_is_promised_above_is_told_below_and_owed_above_only(client, cast, sent):
    above = arrive(sent, to=cast.standing, on=D(2026, 6, 1), by=LOADER)
    actions.forward(above, by=LOADER, to=cast.department, on=D(2026, 6, 2))
    actions.accept(fresh(above), by=LOADER, on=D(2026, 6, 3))
    answer = {"result": "planned", "text": "Sẽ làm.", "promised_on": D(2027, 6, 30), "body": cast.department}
    actions.reply(fresh(above), by=LOADER, sent_on=D(2026, 6, 4), **answer)
    (row,) = sent.replies.all()
    assert (row.promised_on, row.promise) == (D(2027, 6, 30), None)
    client.force_login(cast.xa)
    answers = [client.get(page).status_code for page in (sent.get_absolute_url(), row.get_absolute_url())]
    page = " ".join(re.sub("<[^>]*>", "", client.get(sent.get_absolute_url()).content.decode()).split())
    assert (answers, page.count("hẹn xong 30/06/2027")) == ([200, 200], 1)
