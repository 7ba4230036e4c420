"""Which levels of competence there were on a day, as the rules of law tell."""

from datetime import date

from django.db.models import Min

from coordination.deadlines.models import RuleVersion
from coordination.lib.dates import screen
from voters.choices import JurisdictionLevel

OF_DISTRICTS = "DR-32"
"""The rule on what districts left behind: it holds from the day on which there were none any more."""


def districts_ended_on() -> date | None:
    """The first day without districts; None where no rule tells it."""
    rows = RuleVersion.objects.for_locality(None).filter(rule__code=OF_DISTRICTS)
    return rows.aggregate(first=Min("effective_from"))["first"]


def why_no_level(level: str, received_on: date | None, ended_on=districts_ended_on) -> str:
    """That there was no such level any more when a petition came in, or nothing. `ended_on` is asked for a district."""
    if level != JurisdictionLevel.DISTRICT or received_on is None:
        return ""
    first = ended_on()
    if first is None or received_on < first:
        return ""
    return f"Từ {screen(first)} không còn {JurisdictionLevel(level).label}: chọn cấp khác."
