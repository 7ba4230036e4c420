"""An open petition at a body that has ended: it goes to the successor first, and nobody takes it on for the old one."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests.people.factories import BodyFactory, LineageFactory, LocalityFactory
from tests.voters.factories import LOADER, brought_to, petition_of
from tests.voters.factories_drafting import assigned_to
from voters import actions
from voters.models import Petition

pytestmark = pytest.mark.django_db
D = date
TODAY, ENDED = D(2026, 10, 1), D(2026, 8, 31)
BULK = reverse("voters:ended-bulk", args=["ke-thua"])
SUCCEED = "Chuyển cho cơ quan kế thừa"
CLOSED = "Sở Giao thông đã kết thúc ngày 31/08/2026. Cơ quan kế thừa: Sở Xây dựng."


@pytest.fixture
def works(cast):
    return BodyFactory(locality=cast.locality, code="so-xd", name="Sở Xây dựng", parent=cast.committee)


@pytest.fixture
def old(cast):
    return BodyFactory(locality=cast.locality, code="so-gt", name="Sở Giao thông", parent=cast.committee)


def end(body, successor=None):
    body.valid_to, body.successor = ENDED, successor
    body.save()


def fresh(petition) -> Petition:
    return Petition.objects.get(pk=petition.pk)


def sent(cast, old, status="forwarded", **fields) -> Petition:
    return brought_to(petition_of(cast.locality, **fields), status, old)


def shown(client, user, petition) -> tuple:
    """Labels of all steps in order, of those filled, and of the one that leads the page."""
    client.force_login(user)
    context = client.get(petition.get_absolute_url()).context
    first, buttons = context["first_button"], context["buttons"]
    return (
        [button.label for button in buttons],
        [button.label for button in buttons if button.primary],
        first.label if first else None,
    )


@pytest.mark.parametrize(("status", "step"), [("forwarded", "Nhận giải quyết"), ("in_progress", "Ghi trả lời")])
def test_the_succession_comes_first(client, cast, old, works, status, step):
    petition = sent(cast, old, status)
    assert shown(client, cast.lan, petition)[1:] == ([step], step)
    end(old, works)
    labels, filled, first = shown(client, cast.lan, petition)
    assert (labels[0], filled, first, step in labels) == (SUCCEED, [SUCCEED], SUCCEED, True)


def test_where_only_the_place_ended_the_step_of_the_body_stays_first(client, cast, works):
    commune = LocalityFactory(commune=True, parent=cast.locality)
    petition = sent(cast, works, place=commune)
    commune.valid_to = ENDED
    commune.save()
    LineageFactory(predecessor=commune, successor=cast.commune)
    labels, filled, first = shown(client, cast.lan, petition)
    assert (SUCCEED in labels, filled, first) == (True, ["Nhận giải quyết"], "Nhận giải quyết")


def test_nobody_takes_on_after_the_end(client, cast, old, works):
    petition = sent(cast, old)
    end(old, works)
    client.force_login(cast.lan)
    url = reverse("voters:petition-move", args=[petition.pk, "accept"])
    answer = client.post(url, {"on": "01/09/2026"})
    assert (answer.status_code, answer.context["form"].errors) == (422, {"on": [CLOSED]})
    assert fresh(petition).status == "forwarded"
    assert client.post(url, {"on": "31/08/2026"}).status_code == 302
    assert fresh(petition).referrals.get().accepted_on == ENDED


def test_a_loader_tells_what_was(cast, old):
    petition = sent(cast, old)
    end(old)
    actions.accept(fresh(petition), by=LOADER, on=TODAY)
    assert fresh(petition).status == "in_progress"


def test_what_was_assigned_on_is_not_taken_on_after_the_end_either(cast, old, works):
    inner = assigned_to(petition_of(cast.locality), cast, old, accepted=False)
    end(old, works)
    with pytest.raises(ValidationError) as refusal:
        actions.accept_assigned(inner, by=cast.ubnd, on=TODAY)
    assert refusal.value.message_dict == {"on": [CLOSED]}


# --- The day on which it goes on -------------------------------------------------------------------------------------


def succeed(client, on, *petitions):
    return client.post(BULK, {"chon": [petition.pk for petition in petitions], "on": on})


@pytest.mark.parametrize("on", ["01/07/2026", "31/08/2026"])
def test_a_day_before_the_end_is_said_at_the_day(client, cast, old, works, on):
    there = [sent(cast, old) for _ in range(3)]
    end(old, works)
    client.force_login(cast.lan)
    answer = succeed(client, on, *there)
    words = "Sở Giao thông kết thúc ngày 31/08/2026: chuyển từ hôm sau."
    assert (answer.status_code, answer.context["form"].errors) == (422, {"on": [words]})
    assert answer.context["form"]["on"].value() == on
    assert {fresh(petition).competent_body for petition in there} == {old}
    assert succeed(client, "01/09/2026", *there).status_code == 302
    assert {fresh(petition).competent_body for petition in there} == {works}


def test_a_day_before_the_end_of_its_place_is_said_too(client, cast, works):
    commune = LocalityFactory(commune=True, parent=cast.locality, full_name="Xã Cũ")
    petition = sent(cast, works, place=commune)
    commune.valid_to = ENDED
    commune.save()
    LineageFactory(predecessor=commune, successor=cast.commune)
    client.force_login(cast.lan)
    answer = succeed(client, "31/08/2026", petition)
    assert answer.context["form"].errors == {"on": ["Xã Cũ kết thúc ngày 31/08/2026: chuyển từ hôm sau."]}


# --- The successor ---------------------------------------------------------------------------------------------------

TAKE_ON = "Nhận việc kế thừa"


@pytest.fixture
def inherited(cast, old, works):
    """What the old department had taken on is the new one's now, due far ahead."""
    petition = sent(cast, old, "in_progress", title="Cầu yếu", due_on=D(2026, 12, 1))
    end(old, works)
    return actions.succeed(fresh(petition), by=cast.lan)


def test_the_successor_takes_on_first_and_then_answers(client, cast, inherited, works):
    user, answering = cast.acting_as(works, "department_officer", "Phan Thị Mới"), "Soạn trả lời"
    labels, filled, first = shown(client, user, inherited)
    assert (labels[0], filled, first, answering in labels) == (TAKE_ON, [TAKE_ON], TAKE_ON, True)
    actions.accept_assigned(inherited.referrals.get(to=works), by=user)
    labels, filled, first = shown(client, user, inherited)
    assert (TAKE_ON in labels, filled, first) == (False, [answering], answering)


def test_its_leader_may_note_the_answer_at_once(client, cast, inherited, works):
    leader = cast.acting_as(works, "department_leader", "Phan Thị Mới")
    labels, filled, first = shown(client, leader, inherited)
    assert (TAKE_ON in labels, filled, first) == (True, ["Ghi trả lời"], "Ghi trả lời")


def test_it_waits_with_the_successor_until_then(client, cast, inherited, works):
    user = cast.acting_as(works, "department_officer", "Phan Thị Mới")

    def waiting(user) -> list:
        client.force_login(user)
        blocks = client.get(reverse("deadlines:my-work"), {"pham_vi": "toi"}).context["without_day"]
        return [(block.kind.title, [(item.title, item.act) for item in block.items]) for block in blocks]

    assert waiting(user) == [("Mới chuyển đến, chờ nhận", [("Cầu yếu", "Nhận")])]
    assert (waiting(cast.ubnd), waiting(cast.minh)) == ([], [])
    actions.accept_assigned(inherited.referrals.get(to=works), by=user)
    assert waiting(user) == []
