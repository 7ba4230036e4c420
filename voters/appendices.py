"""The two appendices that offices attach to their reports on petitions: the synthesis and the results. Rows are
grouped by level of competence, field and place; every group says how many it holds, and all of them add up.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from coordination.lib.dates import screen
from coordination.lib.numbers import vi
from coordination.lib.text import sort_key
from coordination.ui.show import capfirst
from voters.choices import Field, JurisdictionLevel, Result
from voters.models import Petition
from voters.queries.naming import with_known
from voters.rules import keeps_register

ROMAN = ("I", "II", "III", "IV", "V", "VI")
LEVELS = {value: number for number, value in enumerate(JurisdictionLevel.values)}
FIELDS = {value: number for number, value in enumerate(Field.values)}
UNKNOWN_LEVEL, UNKNOWN_FIELD, UNKNOWN_PLACE = "Chưa rõ thẩm quyền", "Chưa rõ lĩnh vực", "Chưa rõ địa bàn"


@dataclass(frozen=True)
class Heading:
    """A column: its heading, its width in millimetres on a page across, what a petition says in it."""

    name: str
    width: int
    value: Callable[[Petition], Any]
    personal: bool = False


@dataclass(frozen=True)
class Form:
    """One of the two appendices."""

    code: str
    title: str
    headings: tuple[Heading, ...]


@dataclass(frozen=True)
class Line:
    """A line of the table: `kind` is "level", "field", "place" (one text over all columns), "row" or "sum"."""

    kind: str
    text: str = ""
    cells: tuple = ()


@dataclass(frozen=True)
class Appendix:
    """An appendix ready to be set: what stands above the table, the table, what stands below it."""

    form: Form
    issuer: str
    scope: str
    headings: tuple[Heading, ...]
    lines: tuple[Line, ...]
    closing: tuple[str, ...]
    count: int


def _answer(petition) -> str:
    """The newest reply with its document."""
    replies = list(petition.replies.all())
    if not replies:
        return ""
    reply = replies[-1]
    source = f"{reply.number}, " if reply.number else ""
    return f"{reply.text} ({source}{screen(reply.sent_on)})"


def _judged(petition) -> str:
    verdicts = list(petition.verdicts.all())
    return f"{verdicts[-1]}. {verdicts[-1].text}".strip() if verdicts else ""


def _supporting(petition) -> str:
    referrals = [referral for referral in petition.referrals.all() if not referral.refused_on]
    return "; ".join(body.short_name for body in referrals[-1].supporting.all()) if referrals else ""


def _times(petition) -> str:
    if petition.times_raised < 2:
        return "Lần đầu"
    return f"Lần thứ {petition.times_raised}{f'; lần đầu: {petition.first_raised}' if petition.first_raised else ''}"


SUMMARY = Form(
    "tong-hop",
    "Biểu tổng hợp ý kiến, kiến nghị của cử tri",
    (
        Heading("Nội dung ý kiến, kiến nghị", 70, lambda petition: petition.content),
        Heading("Cử tri", 22, lambda petition: petition.voter, personal=True),
        Heading("Địa chỉ (thôn, xã)", 28, lambda petition: petition.where),
        Heading("Đợt TXCT, kỳ họp", 30, lambda petition: str(petition.session or petition.get_origin_display())),
        Heading("Lĩnh vực", 22, lambda petition: petition.get_field_display()),
        Heading("Thẩm quyền", 16, lambda petition: petition.get_level_display()),
        Heading("Cơ quan chủ trì", 26, lambda petition: str(petition.competent_body or "")),
        Heading("Cơ quan phối hợp", 24, _supporting),
        Heading("Thời hạn", 18, lambda petition: petition.due_on),
        Heading("Kiến nghị lần thứ", 18, _times),
        Heading("Ghi chú", 22, lambda petition: petition.earlier_history),
    ),
)
RESULTS = Form(
    "ket-qua",
    "Phụ lục kết quả giải quyết, trả lời kiến nghị của cử tri",
    (
        Heading("Nội dung kiến nghị", 64, lambda petition: petition.content),
        Heading("Cử tri", 22, lambda petition: petition.voter, personal=True),
        Heading("Nơi kiến nghị", 26, lambda petition: petition.where),
        Heading("Cơ quan giải quyết", 26, lambda petition: str(petition.competent_body or "")),
        Heading("Nội dung giải quyết, trả lời (số văn bản)", 64, _answer),
        Heading("Kết quả", 24, lambda petition: petition.get_result_display()),
        Heading("Thời hạn", 18, lambda petition: petition.due_on),
        Heading("Ý kiến qua thẩm tra, đánh giá", 30, _judged),
        Heading("Ghi chú", 20, _times),
    ),
)
FORMS = {form.code: form for form in (SUMMARY, RESULTS)}


def fetched(petitions: QuerySet, by) -> QuerySet:
    """Petitions with all that the tables read; of the sessions those that the reader may know."""
    return (
        with_known(petitions, by, "session")
        .order_by("received_on", "pk")
        .select_related("place", "competent_body")
        .prefetch_related("referrals__supporting", "replies", "verdicts__body")
    )


def made(form: Form, petitions: Iterable[Petition], *, locality, scope: str, by) -> Appendix:
    """The appendix of these petitions. Names of voters are for those who keep the register."""
    may = by is None or keeps_register(by.acting, locality.pk)
    headings = tuple(heading for heading in form.headings if may or not heading.personal)
    rows = sorted(petitions, key=_order)
    lines = tuple(_lines(headings, rows))
    return Appendix(form, locality.full_name, scope, headings, lines, tuple(_closing(form, rows)), len(rows))


def _order(petition) -> tuple:
    """Level, field and place in the order of the offices; what is not known comes last."""
    place = petition.place.full_name if petition.place else ""
    return (
        LEVELS.get(petition.level, len(LEVELS)),
        FIELDS.get(petition.field, len(FIELDS)),
        not place,
        sort_key(place),
        petition.received_on or date.max,
        petition.pk,
    )


def level_words(value: str) -> str:
    """A level as the head of a group."""
    return f"Thẩm quyền {JurisdictionLevel(value).label}" if value in LEVELS else UNKNOWN_LEVEL


def field_words(value: str) -> str:
    """A field as the head of a group."""
    return str(Field(value).label) if value in FIELDS else UNKNOWN_FIELD


def _lines(headings, rows) -> Iterator[Line]:
    ordinal = 0
    for number, (level, of_level) in enumerate(_grouped(rows, lambda row: row.level)):
        yield Line("level", f"{ROMAN[number]}. {level_words(level)}: {vi(len(of_level))}")
        for place, (field, of_field) in enumerate(_grouped(of_level, lambda row: row.field), 1):
            yield Line("field", f"{place}. {field_words(field)}: {vi(len(of_field))}")
            for where, of_place in _grouped(of_field, lambda row: row.place):
                words = capfirst(where.full_name) if where else UNKNOWN_PLACE
                yield Line("place", f"{words}: {vi(len(of_place))}")
                for row in of_place:
                    ordinal += 1
                    yield Line("row", cells=(ordinal, *(heading.value(row) for heading in headings)))
        yield Line("sum", f"Cộng {level_words(level)[0].lower()}{level_words(level)[1:]}: {vi(len(of_level))}")
    yield Line("sum", f"Tổng cộng: {vi(len(rows))}")


def _grouped(rows, key) -> list[tuple[Any, list]]:
    return [(value, list(some)) for value, some in groupby(rows, key)]


def _closing(form: Form, rows) -> Iterator[str]:
    """Sums that close: the parts of the total, and what of it nobody has said yet."""
    yield _sum("Theo thẩm quyền", rows, "level", JurisdictionLevel)
    yield _sum("Theo lĩnh vực", rows, "field", Field)
    if form is RESULTS:
        yield _sum("Theo kết quả", rows, "result", Result)
    places = sum(row.place_id is None for row in rows)
    if places:
        yield f"Theo địa bàn: {vi(len(rows) - places)} đã rõ + chưa rõ: {vi(places)} = {vi(len(rows))}."


def _sum(name: str, rows, attribute: str, choices) -> str:
    counts = {value: 0 for value in choices.values}
    unknown = 0
    for row in rows:
        value = getattr(row, attribute)
        if value in counts:
            counts[value] += 1
        else:
            unknown += 1
    parts = [f"{choices(value).label} {vi(count)}" for value, count in counts.items() if count]
    if unknown:
        parts.append(f"chưa rõ: {vi(unknown)}")
    return f"{name}: {' + '.join(parts) or '0'} = {vi(len(rows))}."
