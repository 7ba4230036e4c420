"""Typed at the meeting on a phone: the network goes and comes back, and nothing is lost or doubled."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from playwright.sync_api import expect

from tests.journeys.browser import PHONE
from tests.journeys.story import morning
from tests.people.factories import PASSWORD
from tests.voters.factories_contact import meeting_of
from voters.models import Petition

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(morning(date(2026, 10, 1)), tick=True):
        yield


@pytest.fixture
def address(cast):
    meeting = meeting_of(cast.locality, place=cast.commune, held_on=date(2026, 10, 1))
    return reverse("voters:contactmeeting-entry", args=[meeting.pk])


def registered() -> list[tuple[str, str, str]]:
    return list(Petition.objects.order_by("pk").values_list("kind", "content", "voter"))


def test_rows_are_kept_until_the_server_has_them(cast, journey, address):
    journey.sign_in("lan", PASSWORD)
    page = journey.open(address)
    page.set_viewport_size(PHONE)
    journey.look()
    page.set_viewport_size(PHONE)
    state, content = page.locator("[data-entry-state]"), page.locator("textarea")

    # With the network: keyboard only, Enter registers, the next row has the focus.
    page.keyboard.press("Alt+1")
    page.keyboard.type("Đường thôn Thượng hỏng nặng")
    page.keyboard.press("Enter")
    expect(state).to_have_text("Còn trong máy này: 0, đã ghi: 1")
    expect(content).to_have_value("")
    expect(content).to_be_focused()

    # Without: two rows and half of a third stay in the browser, also when the page is loaded anew.
    page.context.set_offline(True)
    page.keyboard.press("Alt+3")
    page.keyboard.type("Chợ ngập mỗi khi mưa")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.get_by_label("Cử tri").fill("Cử tri Một")
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Alt+2")
    page.keyboard.type("Xin lắp đèn đường")
    page.keyboard.press("Enter")
    page.keyboard.type("Đang gõ dở")
    expect(state).to_have_text("Còn trong máy này: 2, đã ghi: 1")
    expect(page.locator("[data-entry-waiting] li")).to_have_count(2)
    journey.look()
    page.set_viewport_size(PHONE)
    assert [row[1] for row in registered()] == ["Đường thôn Thượng hỏng nặng"]

    # It comes back: both are sent by themselves, once.
    page.context.set_offline(False)
    expect(state).to_have_text("Còn trong máy này: 0, đã ghi: 3")
    expect(page.locator("[data-entry-done] li")).to_have_count(3)
    page.reload()
    expect(content).to_have_value("Đang gõ dở")
    assert registered() == [
        ("opinion", "Đường thôn Thượng hỏng nặng", ""),
        ("reflection", "Chợ ngập mỗi khi mưa", "Cử tri Một"),
        ("petition", "Xin lắp đèn đường", ""),
    ]


def test_an_answer_that_was_lost_makes_no_second_petition(cast, journey, address):
    journey.sign_in("lan", PASSWORD)
    page = journey.open(address)
    lost = []

    def lose(route):
        """The server has it, its answer never arrives: a gateway says so instead."""
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.fulfill(status=502, body="")
        else:
            route.continue_()

    page.route(f"**{address}", lose)
    page.locator("textarea").fill("Giếng làng cạn nước")
    page.keyboard.press("Enter")
    page.get_by_text("Máy chủ chưa nhận").wait_for()
    assert lost == [201]
    page.reload()
    expect(page.locator("[data-entry-state]")).to_have_text("Còn trong máy này: 0, đã ghi: 1")
    expect(page.locator("[data-entry-done] li")).to_have_count(1)  # it came with the page, and is not put there again
    assert [row[1] for row in registered()] == ["Giếng làng cạn nước"]


def test_another_account_on_the_same_phone_sees_nothing_of_it(cast, journey, address):
    journey.sign_in("lan", PASSWORD)
    page = journey.open(address)
    page.context.set_offline(True)
    page.locator("textarea").fill("Việc chỉ một người nghe")
    page.keyboard.press("Enter")
    expect(page.locator("[data-entry-waiting] li")).to_have_text("Việc chỉ một người nghe")
    journey.sign_out()  # the session ended by itself
    page.goto("about:blank")
    page.context.set_offline(False)

    journey.sign_in("hoa", PASSWORD)
    journey.open(address)
    expect(page.locator("[data-entry-state]")).to_have_text("Còn trong máy này: 0, đã ghi: 0")
    assert "Việc chỉ một người nghe" not in page.content()
    assert registered() == []

    journey.sign_out()
    journey.sign_in("lan", PASSWORD)
    journey.open(address)
    expect(page.locator("[data-entry-state]")).to_have_text("Còn trong máy này: 0, đã ghi: 1")
    assert [row[1] for row in registered()] == ["Việc chỉ một người nghe"]


def test_signing_out_asks_and_takes_what_was_not_sent(cast, journey, address):
    journey.sign_in("lan", PASSWORD)
    page = journey.open(address)
    page.context.set_offline(True)
    page.locator("textarea").fill("Chưa gửi")
    page.keyboard.press("Enter")
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    leave = "document.querySelector('form[data-leaving]').requestSubmit()"
    page.evaluate(leave)
    assert asked == ["Còn 1 dòng ghi nhanh trong máy này chưa vào sổ. Đăng xuất sẽ xóa chúng."]
    assert page.evaluate("Object.keys(localStorage).length") == 1
    page.once("dialog", lambda dialog: dialog.accept())
    page.route("**/*", lambda route: route.fulfill(status=200, body=""))  # whatever comes after
    with page.expect_navigation():
        page.evaluate(leave)
    assert page.evaluate("Object.keys(localStorage).length") == 0
