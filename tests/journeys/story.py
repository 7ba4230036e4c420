"""A journey of many days and many people: who comes to work on which morning, and the forms that they send."""

from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from playwright.sync_api import Page

from tests.journeys.browser import follow, press
from tests.people.factories import PASSWORD


def morning(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


class Story(SimpleNamespace):
    """What the scenes share: `journey`, `clock`, `cast`; records by the name under which people know them."""

    def enter(self, on: date, username: str) -> Page:
        """A morning, and who comes to work."""
        self.clock.move_to(morning(on))
        self.journey.sign_out()
        return self.journey.sign_in(username, PASSWORD)

    def step(self, record, label: str, look: bool = False, **fields) -> None:
        """Press a step on the record's page, fill in its form, send it."""
        here = f"{self.journey.origin}{record.get_absolute_url()}"
        if self.journey.page.url != here:
            self.journey.open(record.get_absolute_url())
        follow(self.journey.page.locator("#lam-tiep").get_by_role("link", name=label, exact=True))
        self.send(look, **fields)
        record.refresh_from_db()

    def send(self, look: bool = False, **fields) -> None:
        """Fill in the form that stands there and send it; it must be taken."""
        page = self.journey.page
        fill(page.locator("main form.form-grid").first, fields)
        if look:
            self.journey.look()
        press(page.locator("main form.form-grid button[type=submit]"))


def fill(form, fields: dict) -> None:
    """Type, choose or tick by the names of the fields; records by key, days as people write them."""
    for name, value in fields.items():
        box = form.locator(f"[name='{name}']")
        match box.first.evaluate("box => box.type"):
            case "select-one":
                box.select_option(typed(value))
            case "checkbox" | "radio" if not isinstance(value, bool):
                for one in value if isinstance(value, list) else [value]:
                    form.locator(f"[name='{name}'][value='{typed(one)}']").check()
            case "checkbox":
                box.set_checked(value)
            case "file":
                box.set_input_files(value)
            case _:
                box.fill(typed(value))


def typed(value) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return str(getattr(value, "pk", value))


def taken(page, link) -> Path:
    """The file behind a link."""
    with page.expect_download() as download:
        link.click()
    return download.value.path()
