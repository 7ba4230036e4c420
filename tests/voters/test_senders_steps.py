"""What the sender of a petition may still do: not end it below while it lives above; the addressee's steps are not its
first ones while the addressee works in the system itself."""

from datetime import date as D

import pytest
from django.urls import reverse

from coordination.deadlines.queries import about
from coordination.records.errors import NotNow
from tests.people.factories import BodyFactory
from tests.voters.factories import LOADER, brought_to, petition_of
from tests.voters.factories_drafting import assigned_to, department_of
from voters import actions
from voters.actions.batches import arrive

RETURN = "Trả lại, không đúng thẩm quyền"


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def buttons(client, user, petition) -> dict:
    client.force_login(user)
    return {button.label: button for button in client.get(petition.get_absolute_url()).context["buttons"]}


def filled(client, user, petition) -> list[str]:
    """Labels of the filled buttons, and of the one that leads the page."""
    shown = buttons(client, user, petition)
    first = client.get(petition.get_absolute_url()).context["first_button"]
    assert (first.label if first else None) == next((label for label in shown if shown[label].primary), None)
    return [label for label, button in shown.items() if button.primary]


@pytest.fixture
def sent(cast):
    """A petition of the commune, forwarded to the province's Standing Committee and arrived there."""
    petition = petition_of(cast.commune, level="province", title="Cầu treo", due_on=D(2026, 12, 1))
    petition = fresh(actions.forward(petition, by=LOADER, to=cast.standing, on=D(2026, 6, 1)))
    petition.above = arrive(petition, to=cast.standing, on=D(2026, 6, 1), by=LOADER)
    return petition


@pytest.mark.parametrize("taken_on", [False, True])
def test_what_lives_above_is_not_returned_below(client, cast, sent, taken_on):
    if taken_on:
        actions.accept(sent, by=cast.tu, on=D(2026, 6, 2))
    step = buttons(client, cast.xa, sent)[RETURN]
    words = f"Đã vào sổ {cast.locality}: {sent.above.code}; sổ ấy trả lại thì mới trả lại ở đây."
    assert (step.enabled, step.reason) == (False, words)
    with pytest.raises(NotNow) as refusal:
        actions.return_petition(fresh(sent), by=cast.xa, reason="Nhầm.", on=D(2026, 6, 9))
    assert refusal.value.message == words
    page = client.post(
        reverse("voters:petition-move", args=[sent.pk, "return"]), {"reason": "Nhầm.", "on": "09/06/2026"}, follow=True
    )
    assert words in page.content.decode()
    assert fresh(sent).status == ("in_progress" if taken_on else "forwarded")
    assert [row.closed_on for row in about(sent)] == [None]
    assert fresh(sent.above).status == "new"


def test_what_came_back_from_above_is_returned(client, cast, sent):
    actions.return_petition(sent.above, by=cast.lan, reason="Việc của xã.", on=D(2026, 6, 5))
    assert buttons(client, cast.xa, sent)[RETURN].enabled
    actions.return_petition(fresh(sent), by=cast.xa, reason="Việc riêng.", on=D(2026, 6, 9))
    assert fresh(sent).status == "returned"


def test_what_went_outside_the_system_is_returned(client, cast):
    power = BodyFactory(locality=cast.locality, name="Công ty Điện lực")
    petition = petition_of(cast.commune, level="province", due_on=D(2026, 12, 1))
    petition = fresh(actions.forward(petition, by=LOADER, to=power, on=D(2026, 6, 1)))
    assert buttons(client, cast.xa, petition)[RETURN].enabled


def outside(cast):
    """A body of the place in which nobody works in the system."""
    return BodyFactory(locality=cast.locality, name="Công ty Điện lực")


TAKE, ANSWER, REFUSE = "Nhận giải quyết", "Ghi trả lời", "Từ chối, trả lại nơi chuyển"
INSTEAD = "Ghi thay cơ quan khác"


class TestWhoseFirstStep:
    """Filled is what is the reader's own to do next; what else is offered stays offered."""

    @pytest.mark.parametrize(("status", "label"), [("forwarded", TAKE), ("in_progress", ANSWER)])
    def test_the_addressees_steps_are_not_the_senders_first(self, client, cast, status, label):
        petition = brought_to(petition_of(cast.locality), status, cast.department)
        assert [filled(client, user, petition) for user in (cast.lan, cast.tu, cast.chief)] == [[], [], [label]]
        step = buttons(client, cast.lan, petition)[label]
        assert (step.enabled, client.get(step.url).status_code) == (True, 200)

    @pytest.mark.parametrize(("status", "label"), [("forwarded", TAKE), ("in_progress", ANSWER)])
    def test_for_a_body_outside_the_system_the_office_notes_it(self, client, cast, status, label):
        petition = brought_to(petition_of(cast.locality), status, outside(cast))
        assert filled(client, cast.lan, petition) == [label]

    def test_who_left_or_may_not_answer_does_not_count(self, client, cast):
        body = outside(cast)
        cast.acting_as(body, "front_clerk")
        gone = cast.acting_as(body, "department_officer")
        gone.memberships.update(valid_to=D(2026, 1, 31))
        locked = cast.acting_as(body, "department_leader")
        type(locked).objects.filter(pk=locked.pk).update(is_active=False)
        petition = brought_to(petition_of(cast.locality), "forwarded", body)
        assert filled(client, cast.lan, petition) == [TAKE]
        cast.acting_as(body, "department_officer")
        assert filled(client, cast.lan, petition) == []

    def test_whoever_serves_the_body_works_for_it(self, client, cast):
        served = outside(cast)
        office = BodyFactory(locality=cast.locality, kind="office", name="Văn phòng công ty", serves=[served])
        clerk = cast.acting_as(office, "department_officer")
        petition = brought_to(petition_of(cast.locality), "forwarded", served)
        assert [filled(client, user, petition) for user in (cast.lan, clerk)] == [[], [TAKE]]

    def test_in_a_commune_a_few_officials_work_for_all(self, client, cast):
        below = BodyFactory(locality=cast.commune, kind="committee", name="UBND xã Phú Hòa")
        petition = brought_to(petition_of(cast.locality), "forwarded", below)
        assert [filled(client, user, petition) for user in (cast.lan, cast.xa)] == [[], [TAKE]]
        own = brought_to(petition_of(cast.commune), "forwarded", below)
        assert filled(client, cast.xa, own) == [TAKE]

    def test_what_was_assigned_is_the_departments_to_take_on(self, client, cast):
        petition = petition_of(cast.locality)
        assigned_to(petition, cast, cast.department, accepted=False)
        take = "Nhận việc được giao"
        assert [take in filled(client, user, fresh(petition)) for user in (cast.ubnd, cast.minh)] == [False, True]
        assert buttons(client, cast.ubnd, fresh(petition))[take].enabled
        elsewhere = petition_of(cast.locality)
        assigned_to(elsewhere, cast, department_of(cast), accepted=False)
        assert take in filled(client, cast.ubnd, fresh(elsewhere))


class TestInsteadOfTheAddressee:
    """What is noted for whoever has the work stands last, under words that say so; it stays possible."""

    @pytest.mark.parametrize(("status", "last"), [("forwarded", [TAKE, REFUSE, ANSWER]), ("in_progress", [ANSWER])])
    def test_the_addressees_steps_stand_last_at_the_senders(self, client, cast, status, last):
        petition = brought_to(petition_of(cast.locality), status, cast.department)
        shown = buttons(client, cast.lan, petition)
        assert [label for label in shown if shown[label].instead] == list(shown)[-len(last) :] == last
        page = client.get(petition.get_absolute_url()).content.decode()
        own, instead = page.split(INSTEAD)
        assert ([label in own.split('id="lam-tiep"')[1] for label in last], [label in instead for label in last]) == (
            [False] * len(last),
            [True] * len(last),
        )
        assert client.get(shown[last[0]].url).status_code == 200

    def test_for_the_addressee_they_are_as_ever(self, client, cast):
        petition = brought_to(petition_of(cast.locality), "forwarded", cast.department)
        shown = buttons(client, cast.chief, petition)
        assert (list(shown)[:2], [label for label in shown if shown[label].instead]) == ([TAKE, REFUSE], [])
        assert INSTEAD not in client.get(petition.get_absolute_url()).content.decode()

    def test_for_a_body_outside_the_system_the_office_has_them_first(self, client, cast):
        petition = brought_to(petition_of(cast.locality), "forwarded", outside(cast))
        shown = buttons(client, cast.lan, petition)
        assert (list(shown)[:2], [label for label in shown if shown[label].instead]) == ([TAKE, REFUSE], [])

    def test_what_was_assigned_on_likewise(self, client, cast):
        petition = petition_of(cast.locality)
        assigned_to(petition, cast, cast.department, accepted=False)
        last = ["Nhận việc được giao", "Từ chối việc được giao"]
        for user, found in ((cast.ubnd, last), (cast.minh, [])):
            shown = buttons(client, user, fresh(petition))
            assert [label for label in shown if shown[label].instead] == found, user
        assert list(buttons(client, cast.ubnd, fresh(petition)))[-2:] == last
