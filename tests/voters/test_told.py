from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from coordination.records.errors import Forbidden, NotNow
from tests.people.factories import LocalityFactory
from tests.voters.factories import LOADER, ContactMeetingFactory, brought_to, petition_of
from voters import actions, queries
from voters.models import ContactMeeting, Reply

D = date
TITLE = "Cần báo cử tri tại cuộc này"


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def meeting_of(cast, **fields) -> ContactMeeting:
    fields = {"place": cast.commune, "held_on": D(2026, 9, 28), "held": True} | fields
    return actions.create(ContactMeetingFactory.build(locality=cast.locality, **fields), by=LOADER)


def answered(cast, **fields) -> Reply:
    """The reply of 1 June to a petition of the commune."""
    fields = {"place": cast.commune} | fields
    return brought_to(petition_of(cast.locality, **fields), "answered", cast.department).replies.get()


def page(meeting) -> str:
    return reverse("voters:contactmeeting-tell", args=[meeting.pk])


def test_the_newest_replies_to_the_place_wait_to_be_told(cast):
    meeting, waiting = meeting_of(cast), answered(cast)
    told = answered(cast)
    actions.tell_voters(told, by=LOADER, told_on=D(2026, 6, 30))
    elsewhere = LocalityFactory(commune=True, parent=cast.locality)
    answered(cast, place=elsewhere)
    again = answered(cast)
    actions.reply(again.petition, by=LOADER, result="planned", text="Sẽ làm.", sent_on=D(2026, 7, 1))
    brought_to(petition_of(cast.locality, place=cast.commune), "in_progress", cast.department)
    newest = again.petition.replies.get(sent_on=D(2026, 7, 1))
    assert set(queries.untold(Reply.objects.all(), meeting)) == {waiting, newest}


@pytest.mark.parametrize(
    "fields", [{"held_on": D(2026, 5, 31)}, {"place": None}, {"status": "cancelled", "held": False}]
)
def test_a_meeting_before_the_reply_without_a_place_or_called_off_tells_nothing(cast, fields):
    answered(cast)
    assert list(queries.untold(Reply.objects.all(), meeting_of(cast, **fields))) == []


def test_telling_keeps_the_day_and_the_meeting(cast):
    meeting, reply = meeting_of(cast), answered(cast)
    actions.tell_voters(reply, by=cast.hoa, meeting=meeting)
    reply.refresh_from_db()
    assert (reply.told_on, reply.told_at, reply.told_through) == (D(2026, 9, 28), meeting, str(meeting))
    with pytest.raises(NotNow, match="Đã báo cử tri ngày 28/09/2026"):
        actions.tell_voters(reply, by=cast.lan, meeting=meeting)


@pytest.mark.parametrize("day", [D(2026, 5, 31), D(2026, 12, 1)])
def test_days_before_the_reply_or_to_come_are_refused(cast, day):
    with pytest.raises(ValidationError):
        actions.tell_voters(answered(cast), by=cast.lan, told_on=day)


def test_a_department_does_not_say_that_voters_were_told(cast):
    with pytest.raises(Forbidden):
        actions.tell_voters(answered(cast), by=cast.minh)


# --- Pages -----------------------------------------------------------------------------------------------------------


def panel_of(response):
    panels = response.context["main_panels"]
    return next((panel for panel in panels if panel.title == TITLE), None)


def test_many_are_ticked_and_told_at_the_meeting(client, cast):
    client.force_login(cast.lan)
    meeting, first, second = meeting_of(cast), answered(cast), answered(cast)
    panel = panel_of(client.get(meeting.get_absolute_url()))
    assert (panel.count, {row.pk for row in panel.context["rows"]}) == (2, {first.pk, second.pk})
    keys = {"chon": [first.pk, second.pk]}
    form = client.get(page(meeting), keys).context["form"]
    assert (form["told_on"].value(), form["told_through"].value()) == (D(2026, 9, 28), str(meeting))
    typed = keys | {"told_on": "28/09/2026", "told_through": str(meeting)}
    response = client.post(page(meeting), typed, follow=True)
    assert "Đã báo cử tri 2 trả lời." in text_of(response)
    assert panel_of(response) is None
    assert set(Reply.objects.filter(told_at=meeting)) == {first, second}
    assert "Đã báo cử tri tại cuộc này" in text_of(response)


def test_a_meeting_to_come_shows_what_will_have_to_be_told(client, cast):
    client.force_login(cast.lan)
    meeting = meeting_of(cast, held_on=D(2026, 10, 20), held=False)
    answered(cast)
    panel = panel_of(client.get(meeting.get_absolute_url()))
    assert (panel.count, panel.context["picks"]) == (1, None)


def test_a_wrong_day_is_told_and_nothing_is_written(client, cast):
    client.force_login(cast.lan)
    meeting, reply = meeting_of(cast), answered(cast)
    response = client.post(page(meeting), {"chon": reply.pk, "told_on": "31/02/2026"})
    assert (response.status_code, "told_on" in response.context["form"].errors) == (422, True)
    reply.refresh_from_db()
    assert reply.told_on is None


def test_others_stay_out(client, cast):
    meeting, reply = meeting_of(cast), answered(cast)
    codes = {}
    for user in (cast.stranger, cast.minh, cast.thu_ky, cast.hoa):
        client.force_login(user)
        codes[user.username] = client.get(page(meeting), {"chon": reply.pk}).status_code
    assert codes == {"stranger": 404, "minh": 403, "thu-ky": 403, "hoa": 200}
