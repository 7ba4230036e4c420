"""The eight figures a leader looks at, each beside the same stretch of time before."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse

from coordination.lib.numbers import share, vi
from coordination.lib.period import Period
from reports import periods
from reports.catalogue import BY_KEY
from reports.choices import Provenance


@dataclass(frozen=True)
class Card:
    """One figure card: number, what it is out of, change in words, where its records are."""

    label: str
    value: str
    url: str
    out_of: int | float | None = None
    change: str = ""
    better: bool | None = None
    compared: str = ""
    late: bool = False
    kind: str = ""


CARDS = (
    ("obligations.late", "Việc trễ hoặc quá hạn", "obligations.due"),
    ("petitions.overdue", "Kiến nghị quá hạn", "petitions.total"),
    ("petitions.answered", "Kiến nghị đã trả lời", "petitions.total"),
    ("petitions.resolved", "Kiến nghị giải quyết xong", "petitions.total"),
    ("agenda.late", "Tài liệu kỳ họp chậm", "agenda.documents"),
    ("recommendations.done", "Kiến nghị sau giám sát đã làm", "recommendations.total"),
    ("resolutions.adopted", "Nghị quyết thông qua", ""),
    ("invitations.attended", "Giấy mời có người dự", "invitations.sent"),
)


def before(period: Period) -> Period | None:
    """The same stretch a year earlier; nothing when the period has no first or last day."""
    if not period.is_complete:
        return None
    length = period.end - period.start
    if length <= timedelta(days=366):
        return Period(_year_before(period.start), _year_before(period.end))
    return None


def cards_of(ledger, period: Period) -> list[Card]:
    """The cards of a locality for a period."""
    return [_card(ledger, period, *row) for row in CARDS]


def _card(ledger, period: Period, key: str, label: str, whole_key: str) -> Card:
    value = ledger.value(BY_KEY[key], period)
    whole = ledger.value(BY_KEY[whole_key], period).number if whole_key else None
    url = f"{reverse('reports:figure-records', args=[key])}?{periods.query(period)}"
    if not value.is_known:
        hint = f"số gần nhất: {value.nearest}" if value.nearest else _examples(value)
        return Card(label, "", url, compared=hint)
    change, better, compared = _change(ledger, period, value)
    kind = "" if value.provenance == Provenance.RECORDS else "brought"
    late = value.figure.better == "less" and value.number > 0
    compared = compared or (f"đạt {share(value.number, whole)}" if whole and value.figure.better == "more" else "")
    return Card(label, vi(value.number), url, whole, change, better, compared, late, kind)


def _examples(value) -> str:
    return f"{value.examples} hồ sơ dẫn chứng" if value.examples else ""


def _change(ledger, period: Period, value) -> tuple[str, bool | None, str]:
    """ "tăng 5", whether that is good by the figure's own sense, and the number compared with."""
    earlier_period = before(period)
    earlier = ledger.value(value.figure, earlier_period) if earlier_period else None
    if earlier is None or not earlier.is_known:
        return "", None, ""
    difference = value.number - earlier.number
    compared = f"cùng kỳ {vi(earlier.number)}"
    if not difference:
        return "", None, compared
    grew = difference > 0
    better = grew == (value.figure.better == "more") if value.figure.better else None
    return f"{'tăng' if grew else 'giảm'} {vi(abs(difference))}", better, compared


def _year_before(day):
    """The same day of the year before; 29 February becomes the 28th."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
