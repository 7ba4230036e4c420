"""A petition that was merged before anybody had it: what the petition leading its group is for is closed at it."""

import pytest
from django.urls import reverse

from coordination.records.errors import NotNow
from tests.people.factories import BodyFactory
from tests.voters.factories import brought_to, petition_of
from voters import actions

OF_THE_LEAD = ("Chuyển giải quyết", "Ghi đã trả lời tại hội nghị", "Trả lại, không đúng thẩm quyền")


@pytest.fixture
def pair(cast):
    lead, part = (petition_of(cast.locality, competent_body=cast.department) for _ in range(2))
    actions.merge_many(lead, [part], by=cast.lan)
    return lead, part


def buttons(client, petition) -> dict:
    return {button.label: button for button in client.get(petition.get_absolute_url()).context["buttons"]}


def test_every_step_of_the_lead_is_closed_with_one_reason(client, cast, pair):
    lead, part = pair
    why = f"Đã gộp vào {lead.code}: chuyển, trả lời, trả lại ở kiến nghị ấy."
    client.force_login(cast.lan)
    shown = buttons(client, part)
    assert [(shown[label].enabled, shown[label].reason) for label in OF_THE_LEAD] == [(False, why)] * 3
    assert shown["Phân loại"].enabled is True  # it goes on being counted by its own field
    for act in (
        lambda: actions.answer_on_spot(part, by=cast.lan, body=cast.department, result="explained", text="Đã rõ."),
        lambda: actions.return_petition(part, by=cast.lan, reason="Không đúng thẩm quyền"),
        lambda: actions.leave_for_letters(part, by=cast.lan),
    ):
        with pytest.raises(NotNow) as refusal:
            act()
        assert refusal.value.message == why
    part.refresh_from_db()
    assert (part.status, part.confidential) == ("new", False)


def test_out_of_the_group_it_goes_its_own_way(client, cast, pair):
    _lead, part = pair
    part = actions.unmerge(part, by=cast.lan)
    client.force_login(cast.lan)
    shown = buttons(client, part)
    assert shown["Trả lại, không đúng thẩm quyền"].enabled is True
    actions.return_petition(part, by=cast.lan, reason="Không đúng thẩm quyền")
    assert part.status == "returned"


def test_what_another_body_has_is_returned_by_itself(client, cast):
    other = BodyFactory(locality=cast.locality, parent=cast.committee)
    lead = brought_to(petition_of(cast.locality), "in_progress", cast.department)
    own = brought_to(petition_of(cast.locality), "in_progress", other)
    actions.merge_many(lead, [own], by=cast.lan)
    client.force_login(cast.lan)
    url = reverse("voters:petition-move", args=[own.pk, "return"])
    assert client.get(url).status_code == 200
    assert buttons(client, own)["Trả lại, không đúng thẩm quyền"].enabled is True
