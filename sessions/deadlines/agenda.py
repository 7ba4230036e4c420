"""What agenda items and their documents owe the ledger, and what the law says of the days set for them."""

from dataclasses import dataclass
from datetime import date

from coordination.deadlines.calendars import calendar_of
from coordination.deadlines.choices import Verification
from coordination.deadlines.clocks import Clock, due_of
from coordination.deadlines.law import NoRule, rule_of, version_on
from coordination.deadlines.words import citation
from coordination.lib.dates import screen
from coordination.ui.show import lowfirst
from sessions.choices import ItemKind
from sessions.deadlines.common import Duty

TO_DELEGATES, DRAFT_TO_DELEGATES, DRAFT_TO_BOARD = "SES-09", "DR-11", "DR-09"


def of_item(item) -> Duty | None:
    """A document still to come, by its set day."""
    if not (item.is_owed and item.due_on and item.preparing_body):
        return None
    return Duty(item.preparing_body, item.due_on, f"Gửi tài liệu: {item.title}", f"Ấn định cho {item.gathering}")


@dataclass(frozen=True)
class Latest:
    """The last day by law, and the words that name the law."""

    on: date
    words: str


def latest_by_law(item, rule: str) -> Latest | None:
    """By when a rule wants it, reckoned from the opening; None while no day or no version is known."""
    opening = item.gathering.opening if item.session_id else None
    if opening is None:
        return None
    try:
        version = version_on(rule_of(rule, item.locality), opening, locality=item.locality)
    except NoRule:
        return None
    unsure = "" if version.verification == Verification.VERIFIED else ", chưa kiểm chứng"
    day = due_of(Clock(version), opening, calendar_of(item.locality_id))
    return Latest(day, f"{lowfirst(version.rule.title)} chậm nhất ngày {screen(day)} ({citation(version)}{unsure})")


def day_warnings(item) -> list[str]:
    """What does not fit together in the days set for an item: told, never a hindrance."""
    opening = item.gathering.opening
    is_draft = item.kind == ItemKind.DRAFT
    checks = (
        ("Hạn nộp", item.due_on, DRAFT_TO_BOARD if is_draft else ""),
        ("Hạn gửi đại biểu", item.delegates_due_on, DRAFT_TO_DELEGATES if is_draft else TO_DELEGATES),
    )
    found = [words for label, day, rule in checks if (words := _fault(item, label, day, opening, rule))]
    if item.due_on and item.delegates_due_on and item.due_on > item.delegates_due_on:
        found.append("Hạn nộp sau hạn gửi đại biểu.")
    return found


def _fault(item, label: str, day: date | None, opening: date | None, rule: str) -> str:
    if day is None or opening is None:
        return ""
    if day >= opening:
        return f"{label} {screen(day)} không trước ngày khai mạc {screen(opening)}."
    latest = latest_by_law(item, rule) if rule else None
    return f"{label} {screen(day)}: {latest.words}." if latest and day > latest.on else ""
