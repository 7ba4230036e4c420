"""A petition that was merged before anybody had it: what the petition leading its group is for is closed at it."""

from datetime import date as D

import pytest
from django.urls import reverse

from coordination.records.errors import Forbidden, NotNow
from tests.people.factories import BodyFactory
from tests.voters.factories import LOADER, brought_to, petition_of
from voters import actions

OF_THE_LEAD = (
    "Phân loại",
    "Chuyển giải quyết",
    "Ghi đã trả lời tại hội nghị",
    "Trả lại, không đúng thẩm quyền",
    "Chuyển sang đơn thư",
)


def fresh(record):
    return type(record).objects.get(pk=record.pk)


@pytest.fixture
def pair(cast):
    lead, part = (petition_of(cast.locality, competent_body=cast.department) for _ in range(2))
    actions.merge_many(lead, [part], by=cast.lan)
    return lead, part


def buttons(client, petition) -> dict:
    return {button.label: button for button in client.get(petition.get_absolute_url()).context["buttons"]}


def test_every_step_of_the_lead_is_closed_with_one_reason(client, cast, pair):
    lead, part = pair
    why = f"Đã gộp vào {lead.code}: làm ở kiến nghị ấy."
    client.force_login(cast.lan)
    shown = buttons(client, part)
    assert [(shown[label].enabled, shown[label].reason) for label in OF_THE_LEAD] == [(False, why)] * 5
    for url in (shown["Phân loại"].url, shown["Chuyển sang đơn thư"].url):
        answer = client.get(url, follow=True)
        assert (answer.redirect_chain, why in answer.content.decode()) == ([(part.get_absolute_url(), 302)], True)
    for act in (
        lambda: actions.classify(part, by=cast.lan, field="y_te", level="province"),
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
    assert [label for label in OF_THE_LEAD if not shown[label].enabled] == []
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


RESOLVE = "Ghi đã giải quyết xong"


def answered(cast, petition, body, **more):
    """A promise to do it."""
    answer = {"result": "planned", "text": "Sẽ làm.", "roadmap": "2027", "body": body, "sent_on": D(2026, 6, 21)}
    actions.reply(fresh(petition), by=LOADER, **answer | more)


def test_what_shares_its_answer_is_done_at_the_lead(client, cast):
    lead, part = (brought_to(petition_of(cast.locality), "in_progress", cast.department) for _ in range(2))
    merge = actions.merge_many(lead, [part], by=cast.lan)
    answered(cast, lead, cast.department)
    client.force_login(cast.lan)
    step = buttons(client, part)[RESOLVE]
    assert (step.enabled, step.reason) == (False, f"Đã gộp vào {lead.code}: làm ở kiến nghị ấy.")
    assert client.get(step.url).status_code == 403
    with pytest.raises(Forbidden):
        actions.resolve(fresh(part), by=cast.lan, evidence="Biên bản.")
    client.force_login(cast.hoa)
    assert RESOLVE not in buttons(client, part)
    actions.resolve(fresh(lead), by=cast.lan, evidence="Biên bản.")
    assert (fresh(part).result, fresh(part).evidence) == ("resolved", "Biên bản.")
    actions.undo_merge(merge, by=cast.lan)
    assert fresh(part).result == "in_progress"


def test_what_has_an_answer_of_its_own_is_done_by_itself(client, cast):
    lead = brought_to(petition_of(cast.locality), "in_progress", cast.committee)
    part = brought_to(petition_of(cast.locality), "in_progress", cast.department)
    actions.merge_many(lead, [part], by=cast.lan)
    answered(cast, part, cast.department)
    client.force_login(cast.lan)
    assert buttons(client, part)[RESOLVE].enabled
    actions.resolve(fresh(part), by=cast.lan, evidence="Biên bản.")
    assert (fresh(part).result, fresh(lead).result) == ("resolved", "in_progress")
