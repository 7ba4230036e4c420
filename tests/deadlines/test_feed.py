from datetime import date

import pytest
import time_machine
from icalendar import Calendar

from coordination.audit.models import Event
from coordination.deadlines.actions import obligations
from coordination.deadlines.actions.feed import create_feed, hash_of
from coordination.deadlines.models import CalendarFeed
from coordination.records.errors import NotNow
from tests.deadlines.factories import AbsenceFactory, ObligationFactory, RuleVersionFactory

pytestmark = pytest.mark.django_db

PAGE = "/viec/lich/dia-chi/"


@pytest.fixture(autouse=True)
def wednesday():
    """15 July 2026, as in the mock-ups."""
    with time_machine.travel("2026-07-15T09:00+07:00", tick=False):
        yield


@pytest.fixture
def address(cast):
    """Where lan's calendar answers."""
    _feed, secret = create_feed(cast.lan)
    return f"/viec/lich/{secret}.ics"


def events(response) -> list:
    return [entry for entry in Calendar.from_ical(response.content).walk("VEVENT")]


def test_a_duty_is_an_all_day_event_that_leads_back(client, cast, address):
    duty = ObligationFactory(owner=cast.office, title="Gửi giấy mời, họp giao ban", due_on=date(2026, 7, 17))

    response = client.get(address)

    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert response["Cache-Control"] == "private, no-cache"
    [event] = events(response)
    link = f"http://testserver{duty.get_absolute_url()}"
    assert {name: str(event[name]) for name in ("UID", "SUMMARY", "URL", "DESCRIPTION", "SEQUENCE", "TRANSP")} == {
        "UID": f"nghia-vu-{duty.pk}.an-binh-thu@phoi-hop",
        "SUMMARY": "Hạn: Gửi giấy mời, họp giao ban",
        "URL": link,
        "DESCRIPTION": f"Cơ quan thực hiện: Văn phòng HĐND tỉnh\n{link}",
        "SEQUENCE": "1",
        "TRANSP": "TRANSPARENT",
    }
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 7, 17), date(2026, 7, 18))
    assert event["LAST-MODIFIED"].dt.isoformat() == "2026-07-15T02:00:00+00:00"


def test_a_changed_day_keeps_its_name_and_raises_its_number(client, cast, address):
    duty = ObligationFactory(owner=cast.office, due_on=date(2026, 7, 17))
    before = events(client.get(address))[0]

    with time_machine.travel("2026-07-16T09:00+07:00", tick=False):
        obligations.move_due(duty, by=cast.lan, due_on=date(2026, 7, 20), reason="Họp dời")
        after = events(client.get(address))[0]

    assert (after["UID"], after["SEQUENCE"], after["DTSTART"].dt) == (before["UID"], 2, date(2026, 7, 20))
    assert after["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt


def test_only_what_runs_and_is_ones_own(client, cast, address):
    ObligationFactory(owner=cast.office, title="Của tôi")
    ObligationFactory(owner=cast.office, title="Của người khác", assignee=cast.tu.person)
    ObligationFactory(owner=cast.office, title="Đã xong", done="2026-07-02")
    ObligationFactory(owner=cast.committee, title="Của UBND", beneficiary=cast.standing)
    ObligationFactory(owner=cast.other_council, title="Tỉnh khác")
    ObligationFactory(
        owner=cast.office,
        title="Tạm dừng",
        basis_kind="rule",
        version=RuleVersionFactory(),
        anchor_on=date(2026, 7, 1),
        paused_on=date(2026, 7, 2),
    )

    assert [str(event["SUMMARY"]) for event in events(client.get(address))] == ["Hạn: Của tôi"]


def test_the_work_of_the_absent_is_in_it(client, cast, address):
    ObligationFactory(owner=cast.office, title="Của Tú", assignee=cast.tu.person)
    AbsenceFactory(user=cast.tu, substitute=cast.lan)

    assert [str(event["SUMMARY"]) for event in events(client.get(address))] == ["Hạn: Của Tú"]


def test_a_confidential_duty_is_a_number(client, cast):
    duty = ObligationFactory(
        owner=cast.department, assignee=cast.minh.person, title="Xác minh đơn của bà Tèo", confidential=True
    )
    _feed, secret = create_feed(cast.minh)

    response = client.get(f"/viec/lich/{secret}.ics")

    [event] = events(response)
    assert str(event["SUMMARY"]) == f"Hạn: Nghĩa vụ số {duty.pk}"
    assert str(event["DESCRIPTION"]) == f"http://testserver{duty.get_absolute_url()}"
    assert "Tèo" not in response.content.decode()
    assert "Sở Y tế" not in response.content.decode()


def test_it_answers_as_the_membership_it_was_made_for(client, cast, address):
    """Whatever the reader's own session is, and whatever role the owner acts through now."""
    ObligationFactory(owner=cast.office, title="Việc văn phòng")
    client.force_login(cast.stranger)

    assert [str(event["SUMMARY"]) for event in events(client.get(address))] == ["Hạn: Việc văn phòng"]


@pytest.mark.parametrize("why", ["revoked", "account closed", "role ended", "role not begun"])
def test_what_no_longer_holds_is_not_found(client, cast, address, why):
    assert client.get(address).status_code == 200
    if why == "revoked":
        client.force_login(cast.lan)
        client.post(f"{PAGE}{CalendarFeed.objects.get().pk}/thu-hoi/")
        client.logout()
    elif why == "account closed":
        type(cast.lan).objects.filter(pk=cast.lan.pk).update(is_active=False)
    elif why == "role ended":
        cast.lan.memberships.update(valid_to=date(2026, 7, 14))
    else:
        cast.lan.memberships.update(valid_from=date(2026, 7, 16))

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("secret", ["x", "x" * 2000, "%00", "%C3%A1", "A" * 43])
def test_an_unknown_secret_is_not_found(client, db, secret):
    assert client.get(f"/viec/lich/{secret}.ics").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_read(client, cast, address, method):
    assert getattr(client, method)(address).status_code == 405


def test_an_unchanged_calendar_is_not_sent_again(client, cast, address):
    ObligationFactory(owner=cast.office)
    etag = client.get(address)["ETag"]

    again = client.get(address, headers={"if-none-match": etag})
    ObligationFactory(owner=cast.office)
    changed = client.get(address, headers={"if-none-match": etag})

    assert (again.status_code, again.content, changed.status_code) == (304, b"", 200)


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_the_same_number_of_queries(client, cast, address, django_assert_num_queries, rows):
    for _ in range(rows):
        ObligationFactory(owner=cast.office)
    client.get(address)

    with django_assert_num_queries(8):
        assert len(events(client.get(address))) == rows


def test_the_secret_is_shown_once_and_stored_as_a_hash(client, cast):
    client.force_login(cast.lan)

    response = client.post(PAGE)

    address = response.context["address"]
    secret = address.removeprefix("http://testserver/viec/lich/").removesuffix(".ics")
    feed = CalendarFeed.objects.get()
    assert (feed.secret_hash, feed.membership, len(secret)) == (hash_of(secret), cast.lan.acting, 43)
    assert (address in response.content.decode(), response["Cache-Control"]) == (True, "no-store")
    assert secret not in client.get(PAGE).content.decode()
    assert [str(event) for event in Event.objects.filter(subject_label="Lịch của Nguyễn Thị Lan")] == [
        "Ghi mới: Lịch của Nguyễn Thị Lan"
    ]


def test_the_last_reading_is_remembered(client, cast, address):
    client.get(address)

    client.force_login(cast.lan)
    assert "15/07/2026 09:00" in client.get(PAGE).content.decode()
    assert CalendarFeed.objects.get().read_at.isoformat() == "2026-07-15T02:00:00+00:00"


def test_nobody_takes_back_the_address_of_another(client, cast, address):
    client.force_login(cast.tu)

    assert client.post(f"{PAGE}{CalendarFeed.objects.get().pk}/thu-hoi/").status_code == 404
    assert client.get(PAGE).context["feeds"].count() == 0
    assert client.get(address).status_code == 200


def test_five_addresses_are_enough(cast):
    for _ in range(5):
        create_feed(cast.lan)

    with pytest.raises(NotNow, match="thu hồi bớt"):
        create_feed(cast.lan)


def test_without_a_role_there_is_nothing_to_show(client, cast):
    cast.lan.memberships.all().delete()
    client.force_login(type(cast.lan).objects.get(pk=cast.lan.pk))

    response = client.post(PAGE)

    assert (response.status_code, response.context["address"], CalendarFeed.objects.count()) == (200, "", 0)
