"""Values as screens write them, and found words marked with their accents."""

from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache

from django.utils import timezone
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from coordination.lib import dates, numbers
from coordination.lib.dates import PartialDate
from coordination.lib.text import fold
from coordination.records.querysets import is_seen

NOTHING = "chưa ghi"


def capfirst(text: str) -> str:
    """The sentence's first letter in capitals, the rest as it is."""
    return text[:1].upper() + text[1:]


def lowfirst(text: str) -> str:
    """The first letter small, unless the word is an abbreviation ("HĐND", "UBND")."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def moment(value: datetime) -> str:
    """15/07/2026 16:30 in the office's time zone."""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{local:%d/%m/%Y %H:%M}"


def date_tag(value) -> str:
    """A `<time>` with dd/mm/yyyy; a date known only in part shows the known parts."""
    if isinstance(value, datetime):
        return format_html('<time datetime="{}">{}</time>', value.isoformat(), moment(value))
    iso = value.iso if isinstance(value, PartialDate) else value.isoformat()
    return format_html('<time datetime="{}">{}</time>', iso, dates.screen(value))


def due_tag(value, why: str = "") -> str:
    """A due date; with `why` it opens the reason of the date beside it."""
    if not why:
        return date_tag(value)
    ask = '<a class="due" href="{}" data-why>{}<span class="visually-hidden">: vì sao ngày này?</span></a>'
    return format_html(ask, why, date_tag(value))


def show(value) -> str:
    """Any value in words for a page; nothing gives an empty text."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, int | float | Decimal):
        return format_html('<span class="num">{}</span>', numbers.vi(value))
    if isinstance(value, date | PartialDate):
        return date_tag(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, SafeString):
        return value
    if isinstance(value, list | tuple):
        return format_html_join(", ", "{}", ((show(part),) for part in value))
    return str(getattr(value, "public_title", value))


def bare(value):
    """A value for a file: numbers and dates as they are, everything else in plain words."""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if value is None or isinstance(value, int | float | Decimal | date | PartialDate | SafeString):
        return value
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, list | tuple):
        return ", ".join(str(bare(part)) for part in value)
    return str(getattr(value, "public_title", value))


def linked(record, user) -> str:
    """A record's title with its address, as far as the user may see it; else nothing."""
    if record is None or not is_seen(record, user):
        return ""
    return format_html('<a href="{}">{}</a>', record.get_absolute_url(), record.public_title)


def words_of(q: str) -> list[str]:
    """The folded words and phrases of a search text."""
    parts = fold(q).split('"')
    phrases = [part.strip() for part in parts[1::2]]
    words = [word.rstrip("*") for part in parts[::2] for word in part.split()]
    return [word for word in (*phrases, *words) if word]


def marked(text: str, q: str) -> str:
    """The text with the words of a search between `<mark>`, found without accents, shown with them."""
    words = words_of(q) if q else []
    if not words:
        return escape(text)
    folded, places = [], []
    for place, char in enumerate(text):
        for piece in _bare(char):
            folded.append(piece)
            places.append(place)
    return _joined(text, _hits("".join(folded), places, words))


@lru_cache(maxsize=4096)
def _bare(char: str) -> str:
    """A letter as it is searched; a space of any kind stays one."""
    return fold(char) or (" " if char.isspace() else "")


def _hits(folded: str, places: list[int], words: list[str]) -> list[tuple[int, int]]:
    """Start and end in the original of every word found at the beginning of a word, without overlaps."""
    found = set()
    for word in words:
        at = folded.find(word)
        while at >= 0:
            if at == 0 or not folded[at - 1].isalnum():
                found.add((places[at], places[at + len(word) - 1] + 1))
            at = folded.find(word, at + 1)
    return sorted(found)


def _joined(text: str, hits: list[tuple[int, int]]) -> str:
    parts, done = [], 0
    for start, end in hits:
        if start >= done:
            parts += [escape(text[done:start]), format_html("<mark>{}</mark>", text[start:end])]
            done = end
    return mark_safe("".join([*parts, escape(text[done:])]))  # noqa: S308 - every part is escaped above
