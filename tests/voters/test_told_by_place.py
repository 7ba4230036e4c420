"""Every place of a group is told its answer, at a meeting that was held there."""

from datetime import date as D

import pytest

from coordination.records.errors import NotNow
from tests.people.factories import LocalityFactory
from tests.voters.factories import brought_to, petition_of
from tests.voters.test_told import meeting_of, page, panel_of, text_of
from voters import actions, queries
from voters.models import Petition, Reply


@pytest.fixture
def second(cast):
    return LocalityFactory(commune=True, name="Xã Hai", parent=cast.locality)


@pytest.fixture
def reply(cast, second):
    """The answer to a petition of the commune, into which one of another place was merged."""
    lead, part = petition_of(cast.locality, place=cast.commune), petition_of(cast.locality, place=second)
    actions.merge_many(lead, [part], by=cast.lan)
    brought_to(Petition.objects.get(pk=lead.pk), "answered", cast.department)
    return lead.replies.get()


def waiting(*meetings) -> list[int]:
    return [queries.untold(Reply.objects.all(), meeting).count() for meeting in meetings]


def test_every_place_of_the_group_is_told(client, cast, second, reply):
    here, there = meeting_of(cast), meeting_of(cast, place=second)
    third = meeting_of(cast, place=LocalityFactory(commune=True, parent=cast.locality))
    assert waiting(here, there, third) == [1, 1, 0]
    actions.tell_voters(reply, by=cast.lan, meeting=there)
    assert waiting(here, there) == [1, 0]
    with pytest.raises(NotNow) as refused:
        actions.tell_voters(reply, by=cast.lan, meeting=there)
    assert refused.value.message == "Đã báo cử tri ngày 28/09/2026."
    client.force_login(cast.lan)
    typed = {"chon": reply.pk, "told_on": "28/09/2026", "told_through": ""}
    response = client.post(page(here), typed, follow=True)
    assert "Đã báo cử tri 1 trả lời." in text_of(response)
    assert waiting(here, there) == [0, 0]
    reply.refresh_from_db()
    assert (reply.told_at, list(reply.also_told_at.all())) == (there, [here])
    titles = [panel.title for panel in response.context["main_panels"]]
    assert "Đã báo cử tri tại cuộc này" in titles
    assert panel_of(response) is None


def test_a_letter_tells_the_place_of_the_petition_only(cast, second, reply):
    actions.tell_voters(reply, by=cast.lan, told_on=D(2026, 6, 30), told_through="Cổng thông tin")
    assert waiting(meeting_of(cast), meeting_of(cast, place=second)) == [0, 1]
    reply.refresh_from_db()
    with pytest.raises(NotNow):
        actions.tell_voters(reply, by=cast.lan, told_on=D(2026, 7, 1))


def test_a_merged_one_that_goes_on_by_itself_is_not_told_the_answer_of_the_lead(cast, second, reply):
    Petition.objects.filter(place=second).update(status="in_progress", result="in_progress", finished_on=None)
    assert waiting(meeting_of(cast, place=second)) == [0]


NOT_HELD = "Cuộc tiếp xúc này chưa ghi là đã tổ chức."
ELSEWHERE = "Kiến nghị này không phải của địa bàn tiếp xúc."


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"held": False, "status": "cancelled", "held_on": D(2026, 9, 1)}, NOT_HELD),
        ({"held": False, "status": "planned", "held_on": D(2026, 9, 1)}, NOT_HELD),
        ({"place": None}, ELSEWHERE),
        ({"place": "elsewhere"}, ELSEWHERE),
    ],
)
def test_voters_are_told_where_they_asked_at_a_meeting_that_was_held(client, cast, reply, fields, why):
    if fields.get("place") == "elsewhere":
        fields = {"place": LocalityFactory(commune=True, parent=cast.locality)}
    meeting = meeting_of(cast, **fields)
    with pytest.raises(NotNow) as refused:
        actions.tell_voters(reply, by=cast.lan, meeting=meeting)
    assert refused.value.message == why
    client.force_login(cast.lan)
    typed = {"chon": reply.pk, "told_on": "28/09/2026", "told_through": ""}
    assert why in text_of(client.get(page(meeting), {"chon": reply.pk}))
    client.post(page(meeting), typed)
    reply.refresh_from_db()
    assert (reply.told_on, reply.told_at, reply.also_told_at.count()) == (None, None, 0)


def test_a_meeting_of_another_register_tells_nothing_of_this_one(cast, reply):
    meeting = meeting_of(cast)
    type(meeting).objects.filter(pk=meeting.pk).update(locality=cast.commune)
    meeting.refresh_from_db()
    with pytest.raises(NotNow) as refused:
        actions.tell_voters(reply, by=cast.lan, meeting=meeting)
    assert refused.value.message == ELSEWHERE
