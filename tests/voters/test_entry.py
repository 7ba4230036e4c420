"""Fast entry at a meeting: a row sent twice is one petition, another person's key is refused, nothing leaks."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from coordination.audit.models import Event
from coordination.records.errors import Forbidden, NotNow
from coordination.search.models import Entry
from tests.voters.factories import ContactMeetingFactory, petition_of
from tests.voters.factories_contact import meeting_of
from voters import actions
from voters.models import Petition

pytestmark = pytest.mark.django_db
KEY = UUID("8b7c9f3a-1111-4a4a-8b8b-123456789abc")
SCRIPT = {"headers": {"Accept": "application/json"}}


@pytest.fixture
def meeting(cast):
    return meeting_of(cast.locality, place=cast.commune, held_on=date(2026, 10, 1), kind="after")


def url_of(meeting):
    return reverse("voters:contactmeeting-entry", args=[meeting.pk])


def row(user, **fields):
    typed = {"key": str(KEY), "kind": "petition", "content": "Đường thôn Thượng hỏng", "as": str(user.pk)}
    return typed | fields


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.lan)
    return client


def test_a_row_becomes_a_petition_of_the_meeting(clerk, cast, meeting):
    response = clerk.post(
        url_of(meeting), row(cast.lan, field="giao_thong", place_detail="thôn Thượng", voter="Cử tri Một"), **SCRIPT
    )
    petition = Petition.objects.get()
    assert (response.status_code, response.json()) == (
        201,
        {"key": str(KEY), "code": "KN-2026-0001", "url": petition.get_absolute_url(), "kind": "kiến nghị", "count": 1},
    )
    assert (petition.meeting, petition.origin, petition.received_on, petition.place, petition.place_detail) == (
        meeting, "after", date(2026, 10, 1), cast.commune, "thôn Thượng"
    )  # fmt: skip
    assert (petition.kind, petition.field, petition.voter, petition.entry_key, petition.created_by) == (
        "petition", "giao_thong", "Cử tri Một", KEY, cast.lan
    )  # fmt: skip
    assert petition.title == "Đường thôn Thượng hỏng"


def test_sent_again_it_is_the_same_petition(clerk, cast, meeting):
    first = clerk.post(url_of(meeting), row(cast.lan), **SCRIPT)
    again = clerk.post(url_of(meeting), row(cast.lan, content="Chữ khác"), **SCRIPT)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert [petition.content for petition in Petition.objects.all()] == ["Đường thôn Thượng hỏng"]


def test_sent_again_after_the_meeting_was_called_off_it_is_confirmed(clerk, cast, meeting):
    clerk.post(url_of(meeting), row(cast.lan), **SCRIPT)
    actions.cancel_meeting(meeting, by=cast.lan, reason="Ghi nhầm")
    assert clerk.post(url_of(meeting), row(cast.lan), **SCRIPT).status_code == 200
    assert clerk.post(url_of(meeting), row(cast.lan, key=str(uuid4())), **SCRIPT).status_code == 409


def test_two_requests_at_one_moment_make_one_petition(cast, meeting, monkeypatch):
    """The other one registers between our look and our save."""
    from voters.actions import entry

    look, looks = entry._known, []

    def first_blind(*args):
        looks.append(args)
        return None if len(looks) == 1 else look(*args)

    ours, _new = actions.enter(meeting, by=cast.lan, key=KEY, kind="petition", content="Một")
    monkeypatch.setattr(entry, "_known", first_blind)
    assert actions.enter(meeting, by=cast.lan, key=KEY, kind="petition", content="Một") == (ours, False)
    assert (len(looks), Petition.objects.count()) == (2, 1)


def test_the_key_of_another_person_is_refused_and_tells_nothing(clerk, cast, meeting):
    actions.enter(meeting, by=cast.hoa, key=KEY, kind="petition", content="Việc của người khác", voter="Cử tri Hai")
    response = clerk.post(url_of(meeting), row(cast.lan), **SCRIPT)
    assert (response.status_code, response.json()) == (
        403, {"refused": "Lần ghi này là của người khác hoặc của cuộc khác."}
    )  # fmt: skip
    assert clerk.post(url_of(meeting), row(cast.lan)).status_code == 403
    assert Petition.objects.count() == 1


def test_a_key_belongs_to_one_meeting(cast, meeting):
    actions.enter(meeting, by=cast.lan, key=KEY, kind="petition", content="Một")
    other = meeting_of(cast.locality, held_on=date(2026, 10, 1))
    with pytest.raises(Forbidden):
        actions.enter(other, by=cast.lan, key=KEY, kind="petition", content="Một")


def test_rows_typed_under_another_account_are_not_taken(clerk, cast, meeting):
    response = clerk.post(url_of(meeting), row(cast.hoa), **SCRIPT)
    assert (response.status_code, list(response.json())) == (409, ["again"])
    assert not Petition.objects.exists()


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"content": "  "}, "content"),
        ({"content": "a\0b"}, "content"),
        ({"content": "x" * 10_001}, "content"),
        ({"kind": "denunciation"}, "kind"),
        ({"field": "x"}, "field"),
        ({"key": "không phải mã"}, "key"),
        ({"key": ""}, "key"),
        ({"voter": "x" * 161}, "voter"),
    ],
)
def test_a_row_with_a_fault_is_told_and_not_written(clerk, cast, meeting, fields, name):
    response = clerk.post(url_of(meeting), row(cast.lan, **fields), **SCRIPT)
    assert (response.status_code, list(response.json()["errors"])) == (422, [name])
    page = clerk.post(url_of(meeting), row(cast.lan, **fields))
    assert (page.status_code, "Chưa lưu được" in page.content.decode() or name == "key") == (422, True)
    assert not Petition.objects.exists()


def test_without_script_it_is_a_form(clerk, cast, meeting):
    key = clerk.get(url_of(meeting)).context["form"]["key"].value()
    response = clerk.post(url_of(meeting), row(cast.lan, key=str(key)))
    assert (response.status_code, response.url) == (302, url_of(meeting))
    clerk.post(url_of(meeting), row(cast.lan, key=str(key)))  # sent by a second press
    page = clerk.get(url_of(meeting))
    assert [petition.content for petition in page.context["rows"]] == ["Đường thôn Thượng hỏng"]
    assert page.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert page.context["form"]["key"].value() != key


@pytest.mark.parametrize(
    ("who", "status"), [("ubnd", 403), ("minh", 403), ("thu_ky", 403), ("stranger", 404), ("xa", 403)]
)
def test_who_must_not_enter(client, cast, meeting, who, status):
    user = getattr(cast, who)
    client.force_login(user)
    if who == "minh":
        meeting.invited.set([cast.department])
        status = 403
    assert client.get(url_of(meeting)).status_code == status
    assert client.post(url_of(meeting), row(user), **SCRIPT).status_code == status
    assert not Petition.objects.exists()


def test_nothing_is_entered_before_the_day(clerk, cast):
    meeting = meeting_of(cast.locality, held_on=date(2026, 10, 2))
    assert clerk.get(url_of(meeting)).status_code == 302
    assert clerk.post(url_of(meeting), row(cast.lan), **SCRIPT).status_code == 409
    with pytest.raises(NotNow, match="chưa tới ngày"):
        actions.enter(meeting, by=cast.lan, key=KEY, kind="petition", content="Một")
    buttons = {button.label: button for button in clerk.get(meeting.get_absolute_url()).context["buttons"]}
    assert buttons["Ghi nhanh kiến nghị"].reason == "Cuộc tiếp xúc chưa tới ngày."


def test_an_ended_place_takes_nothing(client, cast):
    meeting = ContactMeetingFactory(locality=cast.ended, held=True)
    old = cast.acting_as(cast.ended_council, "council_clerk", "Người Cũ")
    client.force_login(old)
    assert client.post(url_of(meeting), row(old), **SCRIPT).status_code == 403


def test_the_voter_is_neither_found_nor_logged_nor_answered(clerk, cast, meeting):
    answer = clerk.post(url_of(meeting), row(cast.lan, voter="Cử tri Bí Mật"), **SCRIPT)
    assert "Bí Mật" not in answer.content.decode()
    assert "Bí Mật" not in clerk.get(url_of(meeting)).content.decode()
    assert not [entry for entry in Entry.objects.all() if "bi mat" in str(vars(entry)).lower()]
    assert not [event for event in Event.objects.all() if "Bí Mật" in str(vars(event))]


def test_the_page_offers_the_fields_that_the_place_speaks_of_most(clerk, cast, meeting):
    for field in ("nuoc_sach", "giao_thong", "giao_thong", "khac"):
        petition_of(cast.locality, field=field)
    usual = clerk.get(url_of(meeting)).context["usual"]
    assert [(number, value) for number, value, _label in usual] == [(4, "giao_thong"), (5, "nuoc_sach")]


def test_a_petition_that_the_model_refuses_is_not_half_done(cast, meeting):
    with pytest.raises(ValidationError):
        actions.enter(meeting, by=cast.lan, key=KEY, kind="petition", content="Một", field="x")
    assert not Petition.objects.exists()


def test_the_bare_page_that_a_browser_keeps_names_nobody_and_lists_nothing(clerk, cast, meeting):
    petition_of(cast.locality, meeting=meeting, title="Việc đã vào sổ", voter="Cử tri Hai")
    answer = clerk.get(f"{url_of(meeting)}?khung")
    page = answer.content.decode()
    told = ("Việc đã vào sổ", "Cử tri Hai", str(cast.lan), str(cast.lan.acting.body), "data-leaving", "data-kept")
    assert (answer.status_code, [words for words in told if words in page]) == (200, [])
    assert f'data-user="{cast.lan.pk}" data-meeting="{meeting.pk}"' in page
    assert answer["X-Keep-For"] == "43200"
    assert "worker-src 'self'" in answer["Content-Security-Policy"]
    assert "Việc đã vào sổ" in clerk.get(url_of(meeting)).content.decode()


def test_the_bare_page_is_for_those_who_enter(client, cast, meeting):
    for who, status in (("ubnd", 403), ("stranger", 404)):
        client.force_login(getattr(cast, who))
        assert client.get(f"{url_of(meeting)}?khung").status_code == status


def test_the_worker_is_a_program_and_nothing_else(client, db):
    answer = client.get(reverse("voters:entry-worker"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/javascript")
    assert "no-cache" in answer["Cache-Control"]
    assert reverse("voters:entry-worker").rsplit("/", 1)[0] == url_of_any().rsplit("/", 3)[0]  # its pages lie below it
    assert client.post(reverse("voters:entry-worker")).status_code == 405


def url_of_any():
    return reverse("voters:contactmeeting-entry", args=[1])
