"""Reading the demonstration's YAML: codes become rows, "+21" becomes a day counted from the day of loading."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import yaml
from django.utils import timezone

from coordination.audit.actors import System
from coordination.lib.dates import PartialDate
from coordination.people.models import Body, Locality

DATA = Path(__file__).resolve().parent.parent / "demo_data"
BY = System("dữ liệu dùng thử")


@cache
def read(name: str) -> dict:
    """One file of the demonstration."""
    return yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))


@dataclass
class Book:
    """The rows made so far of one locality, by kind and code, and the day of loading."""

    locality: Locality
    today: date = field(default_factory=timezone.localdate)
    rows: dict = field(default_factory=dict)

    def keep(self, kind: str, code: str, row):
        """Remember a row under its code."""
        self.rows[kind, code] = row
        return row

    def get(self, kind: str, code):
        """The row of a code; nothing for no code."""
        return self.rows[kind, code] if code else None

    def body(self, code):
        """A body of this locality; "an-thuong/ubnd" is one of another locality."""
        if not code:
            return None
        if ("body", code) not in self.rows:
            place, _slash, own = code.rpartition("/")
            self.rows["body", code] = Body.objects.get(locality__slug=place or self.locality.slug, code=own)
        return self.rows["body", code]

    def bodies(self, codes) -> list[Body]:
        """Several bodies."""
        return [self.body(code) for code in codes or ()]

    def person(self, code):
        """A person by code."""
        return self.get("person", code)

    def day(self, value) -> date | None:
        """A day: as YAML reads it, as text, or an offset from the day of loading."""
        if value is None or isinstance(value, date):
            return value
        text = str(value)
        return self._offset(text) if text[0] in "+-" else date.fromisoformat(text)

    def _offset(self, text: str) -> date:
        """Days from loading; a weekend moves to the Monday after (ahead) or the Friday before (past), "+0" never."""
        day = self.today + timedelta(days=int(text))
        beyond = day.weekday() - 4
        if beyond <= 0 or day == self.today:
            return day
        return day + timedelta(days=3 - beyond) if text[0] == "+" else day - timedelta(days=beyond)

    def partial(self, value) -> PartialDate | None:
        """A date of which perhaps only year or month is known."""
        if value is None:
            return None
        if isinstance(value, date):
            return PartialDate.of(value)
        text = str(value)
        return PartialDate.of(self.day(text)) if text[0] in "+-" else PartialDate.from_iso(text)


def words(value) -> str:
    """Text of an optional entry, white space folded."""
    return " ".join(str(value).split()) if value is not None else ""
