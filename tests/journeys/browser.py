"""A real browser for the journeys. Each page a journey looks at must be clean in three ways: axe finds nothing, the
console is silent (a breach of the Content-Security-Policy would speak there), and nothing leaves our own origin."""

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, Locator, Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
WIDE = {"width": 1366, "height": 768}
PHONE = {"width": 360, "height": 740}
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def assert_axe_clean(page: Page) -> None:
    """No finding of axe-core against WCAG 2.2 AA on the page as it stands."""
    found = Axe().run(page, options={"runOnly": STANDARD, "resultTypes": ["violations"]})
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"


def assert_no_sideways_scroll(page: Page) -> None:
    """The page is no wider than its window."""
    spare = page.evaluate("document.documentElement.clientWidth - document.documentElement.scrollWidth")
    assert spare >= 0, f"{page.url} is {-spare} px too wide at {page.viewport_size}"


def follow(link: Locator) -> None:
    """Click what leads to another page. A click alone does not wait for that page, and most reads of Playwright do not
    wait either: they would read the page that is being left. What a script changes on a page is `expect`ed instead."""
    with link.page.expect_navigation():
        link.click()


def press(button: Locator) -> None:
    """Send a form that must be taken; what is wrong with it would stand in the message of this assertion."""
    follow(button)
    assert not button.page.title().startswith("Lỗi: "), button.page.locator("main").inner_text()


class Journey:
    """One person's browser: `page` is Playwright's, the rest is shorthand."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self.origin = origin
        self.complaints: list[str] = []
        page.on("console", self.heard)
        page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        page.on("request", self.seen)

    def heard(self, message) -> None:
        # A status code in the 400s is for the test to judge, and so is a network that the test took away; Chromium
        # reports each one as an error too.
        known = ("the server responded with a status of", "net::ERR_INTERNET_DISCONNECTED")
        if message.type == "error" and not any(words in message.text for words in known):
            self.complaints.append(f"console: {message.text}")

    def seen(self, request) -> None:
        if not request.url.startswith(self.origin) and not request.url.startswith("blob:"):
            self.complaints.append(f"request to a foreign origin: {request.url}")

    def open(self, path: str) -> Page:
        self.page.goto(f"{self.origin}{path}")
        return self.page

    def sign_in(self, username: str, password: str) -> Page:
        """Through the sign-in page, as a person does."""
        self.open(reverse("account_login"))
        self.page.locator("input[name=login]").fill(username)
        self.page.locator("input[name=password]").fill(password)
        with self.page.expect_navigation():
            self.page.locator("input[name=password]").press("Enter")
        return self.page

    def sign_out(self) -> None:
        self.page.context.clear_cookies()

    def look(self) -> None:
        """The page as it stands is accessible and fits, wide and on a phone."""
        for size in (PHONE, WIDE):
            self.page.set_viewport_size(size)
            assert_no_sideways_scroll(self.page)
            assert_axe_clean(self.page)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """Debian's Chromium, also as root and with little shared memory."""
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
    }


@pytest.fixture
def journey(browser: Browser, live_server):
    """A signed-out browser on the test server; mark the test `journey`."""
    context = browser.new_context(
        viewport=WIDE, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", accept_downloads=True, reduced_motion="reduce"
    )
    walk = Journey(context.new_page(), live_server.url)
    yield walk
    context.close()
    assert walk.complaints == [], walk.complaints
