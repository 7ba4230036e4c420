"""Typed at the meeting on a phone: the network goes and comes back, and nothing is lost or doubled."""

import json
from datetime import date

import pytest
import time_machine
from django.urls import reverse
from playwright.sync_api import Error, expect

from tests.journeys.browser import PHONE, follow
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


def test_the_page_opens_again_without_a_network(cast, journey, address):
    """A phone that took the tab back in the middle of a meeting without a network."""
    journey.sign_in("lan", PASSWORD)
    journey.page.clock.install()
    page = journey.open(address)
    page.locator("textarea").fill("Đã vào sổ trước đó")
    page.keyboard.press("Enter")
    expect(page.locator("[data-entry-done] li")).to_have_count(1)
    expect(page.locator("[data-entry-ready]")).to_be_visible()
    page.context.set_offline(True)
    for content in ("Chợ ngập mỗi khi mưa", "Xin lắp đèn đường"):
        page.locator("textarea").fill(content)
        page.keyboard.press("Enter")
    page.keyboard.type("Đang gõ dở")

    page.reload()
    assert page.locator("[data-entry-bare]").is_visible()
    expect(page.locator("[data-entry-waiting] li")).to_have_text(["Chợ ngập mỗi khi mưa", "Xin lắp đèn đường"])
    expect(page.locator("[data-entry-state]")).to_have_text("Còn trong máy này: 2, đã ghi: chưa rõ")
    expect(page.locator("textarea")).to_have_value("Đang gõ dở")
    kept = page.evaluate(
        """async () => {
            const [name] = await caches.keys();
            const page = await (await caches.open(name)).match(location.pathname);
            return [await page.text(), page.headers.get("Content-Security-Policy")];
        }"""
    )
    assert [words for words in ("Đã vào sổ trước đó", str(cast.lan), "KN-2026") if words in kept[0]] == []
    assert "worker-src 'self'" in kept[1]
    journey.look()  # drawn with its own files

    page.context.set_offline(False)
    page.clock.fast_forward(15_000)  # the emulation tells a page that was loaded offline nothing: the next try finds it
    expect(page.locator("[data-entry-state]")).to_have_text("Còn trong máy này: 0, đã ghi: 3")
    follow(page.get_by_role("link", name="Tải lại trang"))
    assert page.locator("[data-entry-bare]").count() == 0
    expect(page.locator("textarea")).to_have_value("Đang gõ dở")
    assert [row[1] for row in registered()] == ["Đã vào sổ trước đó", "Chợ ngập mỗi khi mưa", "Xin lắp đèn đường"]


PUT_BY = "caches.keys()"


def opened(journey, address):
    """The page, once it can be opened again without a network."""
    page = journey.open(address)
    expect(page.locator("[data-entry-ready]")).to_be_visible()
    return page


def test_what_was_put_by_goes_with_the_account(cast, journey, address):
    journey.sign_in("lan", PASSWORD)
    page = opened(journey, address)
    name = f"ghi-nhanh:{cast.lan.pk}:{address.split('/')[-3]}"
    assert page.evaluate(PUT_BY) == [name]
    journey.open(reverse("voters:petition-list"))
    assert page.evaluate(PUT_BY) == [name]  # her own other pages leave it

    with page.expect_navigation():
        page.evaluate("document.querySelector('form[data-leaving]').requestSubmit()")
    page.wait_for_function("caches.keys().then((names) => names.length === 0)")

    journey.sign_in("lan", PASSWORD)
    opened(journey, address)
    journey.sign_out()  # the session ended by itself; somebody else signs in elsewhere in the browser
    journey.sign_in("hoa", PASSWORD)
    page.wait_for_function("caches.keys().then((names) => names.length === 0)")
    page.context.set_offline(True)
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED|ERR_FAILED"):
        page.goto(f"{journey.origin}{address}")


def test_a_page_put_by_is_not_opened_after_the_sign_in_may_have_ended(cast, journey, address, settings):
    settings.SESSION_COOKIE_AGE = 3600
    journey.sign_in("lan", PASSWORD)
    page = opened(journey, address)
    until = (
        "async (path) => (await (await caches.open((await caches.keys())[0])).match(path)).headers.get('X-Kept-Until')"
    )
    left = float(page.evaluate(until, address)) - page.evaluate("Date.now()")
    assert 0 < left <= 3_600_000
    page.evaluate(
        """async (path) => {
            const cache = await caches.open((await caches.keys())[0]);
            await cache.put(path, new Response("cũ", { headers: { "X-Kept-Until": Date.now() - 1 } }));
        }""",
        address,
    )
    page.context.set_offline(True)
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED|ERR_FAILED"):
        page.goto(f"{journey.origin}{address}")
    page.context.set_offline(False)
    journey.open(reverse("voters:petition-list"))
    assert page.evaluate(PUT_BY) == []


def test_names_of_files_before_an_update_are_dropped(cast, journey, address):
    journey.sign_in("lan", PASSWORD)
    page = opened(journey, address)
    page.evaluate(
        """async () => {
            const cache = await caches.open((await caches.keys())[0]);
            await cache.put("/static/js/entry.0123456789ab.js", new Response("cũ"));
        }"""
    )
    opened(journey, address)
    paths = page.evaluate(
        "caches.keys().then(([name]) => caches.open(name)).then((cache) => cache.keys())"
        ".then((rows) => rows.map((row) => new URL(row.url).pathname))"
    )
    assert (address in paths, [path for path in paths if "0123456789ab" in path]) == (True, [])
    assert [path for path in paths if path != address and not path.startswith("/static/")] == []


def faked(page, address, answers):
    """Whoever sends a row gets the next of the answers; None: there is none, and the request hangs."""
    held = []

    def answer(route):
        if route.request.method != "POST" or not answers:
            return route.continue_()
        status = answers.pop(0)
        if status is None:
            return held.append(route)
        body = "" if status == 502 else json.dumps({"errors": {"content": ["Nội dung quá dài."]}})
        return route.fulfill(status=status, body=body, content_type="application/json" if body else "text/html")

    page.route(f"**{address}", answer)
    return held


def test_a_row_that_meets_a_gateway_is_sent_again_behind_the_others(cast, journey, address):
    journey.sign_in("lan", PASSWORD)
    journey.page.clock.install()
    page = journey.open(address)
    faked(page, address, [502])
    page.locator("textarea").fill("Cầu treo mục ván")
    page.keyboard.press("Enter")
    page.get_by_text("Máy chủ chưa nhận: sẽ tự gửi lại.").wait_for()
    expect(page.locator("[data-entry-state]")).to_have_text("Còn trong máy này: 1, đã ghi: 0")
    assert registered() == []
    page.clock.fast_forward(15_000)
    expect(page.locator("[data-entry-state]")).to_have_text("Còn trong máy này: 0, đã ghi: 1")
    expect(page.locator("[data-entry-trouble]")).to_be_hidden()
    assert [row[1] for row in registered()] == ["Cầu treo mục ván"]


def test_a_row_that_the_server_refuses_is_corrected(cast, journey, address):
    journey.sign_in("lan", PASSWORD)
    page = journey.open(address)
    faked(page, address, [422])
    page.locator("textarea").fill("Chữ có lỗi")
    page.keyboard.press("Enter")
    waiting = page.locator("[data-entry-waiting] li")
    expect(waiting).to_contain_text("Chưa ghi được: Nội dung quá dài.")
    journey.look()
    page.reload()  # the reason stays with the row, which is not sent again by itself
    expect(waiting).to_contain_text("Chưa ghi được: Nội dung quá dài.")
    assert registered() == []

    page.locator("textarea").fill("Dở tay dòng khác")
    waiting.get_by_role("button", name="Sửa lại").click()
    expect(page.locator("textarea")).to_have_value("Chữ có lỗi")
    expect(page.locator("textarea")).to_be_focused()
    expect(waiting.locator("span")).to_have_text(["Dở tay dòng khác"])  # set aside, not lost
    page.locator("textarea").fill("Chữ đã sửa")
    page.keyboard.press("Enter")
    expect(page.locator("[data-entry-state]")).to_have_text("Còn trong máy này: 1, đã ghi: 1")
    page.once("dialog", lambda dialog: dialog.accept())
    waiting.get_by_role("button", name="Bỏ dòng này").click()
    expect(page.locator("[data-entry-state]")).to_have_text("Còn trong máy này: 0, đã ghi: 1")
    assert [row[1] for row in registered()] == ["Chữ đã sửa"]


def test_a_row_whose_server_never_answers_is_kept(cast, journey, address):
    journey.sign_in("lan", PASSWORD)
    journey.page.clock.install()
    page = journey.open(address)
    held = faked(page, address, [None])
    page.locator("textarea").fill("Trạm y tế thiếu thuốc")
    with page.expect_request(lambda request: request.method == "POST"):
        page.keyboard.press("Enter")
    state, words = page.locator("[data-entry-state]"), page.locator("[data-entry-words]")
    page.clock.fast_forward(19_000)
    assert (state.inner_text(), words.text_content()) == ("Còn trong máy này: 1, đã ghi: 0", "")
    page.clock.fast_forward(1_500)  # the patience with one sending is over
    expect(words).to_have_text("Mất mạng: sẽ tự gửi lại.")
    expect(page.locator("[data-entry-waiting] li")).to_have_text("Trạm y tế thiếu thuốc")
    page.clock.fast_forward(15_000)
    expect(state).to_have_text("Còn trong máy này: 0, đã ghi: 1")
    assert (len(held), [row[1] for row in registered()]) == (1, ["Trạm y tế thiếu thuốc"])
