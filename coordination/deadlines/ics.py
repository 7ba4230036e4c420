"""Duties as a calendar file (RFC 5545): all-day events without personal data, each leading back to its record."""

from collections.abc import Callable, Iterable
from datetime import UTC, timedelta

from icalendar import Calendar, Event

from coordination.deadlines.models import Obligation

ASK_AGAIN = timedelta(hours=4)


def calendar_file(name: str, obligations: Iterable[Obligation], absolute: Callable[[str], str]) -> bytes:
    """The file; `absolute` turns a path into a full address. The same duties give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//Phoi hop//Viec cua toi//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT4H")
    for obligation in obligations:
        calendar.add_component(_event(obligation, absolute(obligation.get_absolute_url())))
    return calendar.to_ical()


def _event(obligation: Obligation, url: str) -> Event:
    """One day: what is due, who owes it, where it stands. A confidential duty is a case code without a debtor."""
    event = Event()
    saved = obligation.changed_at.astimezone(UTC).replace(microsecond=0)
    event.add("uid", f"nghia-vu-{obligation.pk}.{obligation.locality.slug}@phoi-hop")
    event.add("sequence", obligation.revision)
    event.add("dtstamp", saved)
    event.add("last-modified", saved)
    event.add("dtstart", obligation.due_on)
    event.add("dtend", obligation.due_on + timedelta(days=1))
    event.add("summary", f"Hạn: {obligation.public_title}")
    event.add("description", url if obligation.confidential else f"Cơ quan thực hiện: {obligation.owner}\n{url}")
    event.add("url", url)
    event.add("transp", "TRANSPARENT")
    return event
