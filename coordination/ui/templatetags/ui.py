"""Tags and filters of the kit: `{% load ui %}`."""

from django import template
from django.utils.html import format_html, strip_tags
from django.utils.safestring import mark_safe

from coordination.lib import dates, numbers
from coordination.ui import charts, chips, picks, registry, show
from coordination.ui.shell import Shell

register = template.Library()


@register.simple_tag(takes_context=True)
def shell(context):
    """The frame of the page."""
    return Shell(context.get("request"))


@register.simple_tag
def icon(name, css="i"):
    """One symbol of the sprite."""
    return chips.icon(name, css)


@register.simple_tag
def tick(row):
    """The box before a row of a list that many rows can be ticked in."""
    return picks.tick(row)


@register.simple_tag
def state(value, bare=False):
    """A `(kind, words)` pair as chip, or bare for tables; nothing for nothing."""
    return chips.chip(value[0], value[1], bare=bare) if value else ""


@register.simple_block_tag
def card(content, title="", link="", link_text="", count=None, css="", level=2):
    """A sheet with a head around its content."""
    head = ""
    if title:
        number = format_html('<span class="count count-quiet">{}</span>', count) if count is not None else ""
        end = format_html('<span class="end"><a href="{}">{}</a></span>', link, link_text) if link else ""
        head = format_html('<div class="block-h"><h{0}>{1}</h{0}>{2}{3}</div>', level, title, number, end)
    return format_html(
        '<section class="block{}">{}<div class="block-b">{}</div></section>',
        f" {css}" if css else "",
        head,
        mark_safe(content),  # noqa: S308 - rendered by the template engine, which escapes
    )


@register.simple_tag
def due(value, closed=None, why="", today=None, of=None):
    """A due date with how far it is; `closed` is the day it was done. Its reason opens at `why`, or as the record `of`
    which it is explains it."""
    if value is None:
        return ""
    distance = chips.due_state(value, closed, today)
    return format_html("{} {}", show.due_tag(value, why or _why(of, value)), chips.chip(*distance, bare=True))


@register.simple_tag
def due_day(value, why="", of=None):
    """The same without how far it is, where a state beside it says more (a clock that stands still)."""
    return show.due_tag(value, why or _why(of, value)) if value else ""


def _why(record, day) -> str:
    return registry.why_url(record, day) if record is not None else ""


@register.inclusion_tag("ui/bars.html")
def bars(rows, caption="", label="Tên", number="Số", kind=""):
    """Horizontal bars in a real table. `rows`: `charts.Bar`; kind "late" draws all in red, "done" in green."""
    rows = list(rows)
    return {
        "rows": charts.measured(rows, kind),
        "caption": caption,
        "label": label,
        "number": number,
        "has_notes": any(row.note for row in rows),
    }


@register.inclusion_tag("ui/sharebar.html")
def sharebar(parts, caption="", keys=True, css="segbar"):
    """One line cut into shares. `parts`: `charts.Share`."""
    return {"parts": charts.stacked(list(parts)), "caption": caption, "keys": keys, "css": css}


@register.inclusion_tag("ui/sparkline.html")
def sparkline(values):
    """The trend of a row of numbers, decoration beside the words that say it."""
    return charts.trend([float(value) for value in values])


@register.inclusion_tag("ui/figure.html")
def figure(label, value, url="", *, out_of=None, change="", better=None, compared="", values=(), late=False, kind=""):
    """A figure card, linked to its records. `change` in words ("tăng 5"); `better` True, False or None.

    `kind` "brought" is a number that was carried in (dashed line). No number says so (dotted line).
    """
    return {
        "label": label,
        "value": numbers.vi(value) if isinstance(value, int | float) else value,
        "out_of": numbers.vi(out_of) if isinstance(out_of, int | float) else out_of,
        "url": url,
        "change": change,
        "tone": {True: "t-done", False: "t-late"}.get(better, ""),
        "arrow": "down-t" if str(change).startswith("giảm") else "up-t",
        "compared": compared,
        "values": values,
        "late": late,
        "kind": "none" if value in (None, "") else kind,
    }


@register.filter
def vi(value, places=None):
    """1234.5 → 1.234,5."""
    return "" if value in (None, "") else numbers.vi(value, places)


@register.filter
def percent(value, places=1):
    """31.5 → 31,5 %."""
    return "" if value in (None, "") else numbers.percent(value, places)


@register.filter
def dmy(value):
    """15/07/2026; a date known in part shows what is known."""
    return dates.screen(value) if value else ""


@register.filter
def dmy_hm(value):
    """15/07/2026 16:30."""
    return show.moment(value) if value else ""


@register.filter
def official(value):
    """15/7/2026, as official documents write it."""
    return dates.official(value) if value else ""


@register.filter
def official_long(value):
    """ngày 15 tháng 7 năm 2026."""
    return dates.official_long(value) if value else ""


@register.filter(name="show")
def show_value(value):
    """Any value in words."""
    return show.show(value)


@register.filter
def is_long(value):
    """Whether a fact needs the whole line; the tags of a link or a date take no room."""
    return len(strip_tags(str(value))) > 90


@register.filter
def capfirst_vi(value):
    """The first letter in capitals."""
    return show.capfirst(str(value))


@register.filter
def note_kind(level):
    """Kind of note and icon for a message level of Django."""
    return {"success": ("done", "done"), "warning": ("soon", "unsure"), "error": ("late", "late")}.get(
        level, ("wait", "wait")
    )


@register.filter
def rows_shown(page):
    """First and last row of a page: "26–50"."""
    first = (page.number - 1) * page.paginator.per_page + 1
    return f"{numbers.vi(first)}–{numbers.vi(first + len(page.object_list) - 1)}"


# The sentences of allauth's forms that its adapter cannot change; the library has no Vietnamese.
ACCOUNT_WORDS = {
    "You must type the same password each time.": "Hai lần gõ mật khẩu mới chưa giống nhau.",
}


@register.filter
def account_words(error):
    """An error of a sign-in form in Vietnamese."""
    return ACCOUNT_WORDS.get(str(error), str(error))
