"""The columns of a kind: how a cell becomes a value, a value a cell, and what the template offers to choose from."""

import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Model, QuerySet
from openpyxl.utils.datetime import from_excel

from coordination.exchange.cells import Cell, CellFault
from coordination.exchange.sheets import written
from coordination.lib.dates import DateError, PartialDate, parse, parse_partial, screen
from coordination.lib.numbers import vi
from coordination.lib.text import fold, squeeze
from coordination.people.models import Body, Locality

NAMED = 8
"""Choices that a fault names; of longer lists the template's own sheet tells."""
SERIALS = range(3654, 109_941)
"""Day numbers of Excel that lie between 1910 and 2200: a date whose format was lost."""
YES = {"co", "x", "1", "dung", "true", "yes", "roi"}
NO = {"khong", "0", "sai", "false", "no", "chua"}


@dataclass
class Place:
    """For whom a file is read or written: the locality and the reader, with what was looked up once.

    `user` is None for a command on the server, which sees the whole locality.
    """

    locality: Locality
    user: Any = None
    coming: dict[str, set[str]] = field(default_factory=dict)
    """Key of a column by which alone rows are recognised → what the rows of the file say in it, in small letters."""
    waiting: list[Callable[[], None]] = field(default_factory=list)
    """What can only be done when all rows are written: a row may name one that stands below it."""
    _kept: dict = field(default_factory=dict)

    def rows(self, model) -> QuerySet:
        """The rows of a model in this locality, as far as the reader may see them."""
        if self.user is None:
            rows = model.objects.all()  # ungated: a command on the server is not a person
        else:
            rows = model.objects.visible_to(self.user)
        return rows.filter(locality=self.locality)

    def once(self, key, make: Callable[[], Any]) -> Any:
        """What `make` gives, made once for this file."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]


@dataclass(frozen=True)
class Column:
    """A column. `key` names the value and, without `path`, the field of the record.

    Headings may be typed in any case and without accents, `aliases` are other names in use. `example` goes into the
    line of the template that is not loaded. With `blank_keeps` an empty cell says nothing about a stored record, else
    that it has no such value. `starred`: a new row needs it, unless another column says it. `personal`: only in files
    of those who may read it, never in a preview. `reads` takes the value off a record where no path leads to it.
    """

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    starred: bool = False
    hint: str = ""
    example: Any = None
    path: str = ""
    width: int = 20
    blank_keeps: bool = False
    personal: bool = False
    reads: Callable[[Any], Any] | None = None

    blank = None
    """What an empty cell means."""
    is_closed = True
    """Whether Excel lets nothing else into the cell than the choices of the template."""
    has_digits = False
    """Whether what it holds is written with digits."""

    def read(self, cell: Cell, place: Place) -> Any:
        """The value of a cell, or CellFault."""
        if cell.fault:
            raise CellFault(cell.fault)
        if cell.is_blank or not cell.text:
            if self.required:
                raise CellFault("còn trống.")
            return self.blank
        return self.value(cell, place)

    def value(self, cell: Cell, place: Place) -> Any:
        """The value of a cell that is not blank."""
        return cell.text

    def of(self, record: Model) -> Any:
        """The value that a stored record has."""
        found = self.reads(record) if self.reads else _at(record, self.path or self.key)
        return self.blank if found is None else found

    def is_same(self, record: Model, value: Any, place: Place) -> bool:
        """Whether a stored record has that value already."""
        return self.of(record) == value

    def write(self, value: Any, place: Place) -> Any:
        """A value as Excel keeps it."""
        return value

    def words(self, value: Any, place: Place) -> str:
        """A value as the preview shows it and as undo keeps it: `read` understands it again."""
        return "" if value is None else str(self.write(value, place))

    def stored(self, record: Model, place: Place) -> Any:
        """The value of a stored record as Excel keeps it."""
        value = self.of(record)
        return None if value is None else self.write(value, place)

    def choices(self, place: Place) -> list[str]:
        """What the template offers to choose from."""
        return []

    @property
    def help(self) -> str:
        """What to write, for the sheet of instructions."""
        return self.hint


def _at(record: Any, path: str) -> Any:
    """What a path of fields leads to; nothing where it breaks off."""
    for name in path.split("__"):
        record = getattr(record, name, None)
    return record


@dataclass(frozen=True)
class Text(Column):
    """Words, at most `limit` letters; `lines` keeps line breaks."""

    limit: int = 0
    lines: bool = False
    blank = ""

    def value(self, cell, place):
        words = self._tidy(cell.value) if isinstance(cell.value, str) else cell.text
        if self.limit and len(words) > self.limit:
            raise CellFault(f"dài quá: {vi(len(words))} chữ cái, nhiều nhất {vi(self.limit)}.")
        return words

    def of(self, record):
        return self._tidy(str(super().of(record)))

    def _tidy(self, words: str) -> str:
        """As a cell keeps it: white space folded, without letters that no database stores."""
        if not words:
            return ""
        kept = [squeeze(written(line)) for line in words.strip().splitlines()]
        return ("\n" if self.lines else " ").join(kept)


@dataclass(frozen=True)
class Code(Text):
    """The code of a record of the same register, capitals or not; it may stand anywhere in the file."""

    def is_same(self, record, value, place):
        return self.of(record).lower() == value.lower()


@dataclass(frozen=True)
class Choice(Column):
    """One of a closed list, by its Vietnamese words (or its stored value); `default` is what an empty cell means.

    `also`: (words, value) of other ways to say it; they are understood and not offered.
    """

    options: tuple[tuple[str, str], ...] = ()
    default: str = ""
    also: tuple[tuple[str, str], ...] = ()

    @property
    def blank(self):  # type: ignore[override]
        return self.default

    @cached_property
    def _labels(self) -> dict[str, str]:
        return dict(self.options)

    @cached_property
    def _known(self) -> dict[str, str]:
        known = {fold(words): value for words, value in self.also}
        known |= {fold(value): value for value, _ in self.options}
        return known | {fold(str(words)): value for value, words in self.options}

    def value(self, cell, place):
        if fold(cell.text) in self._known:
            return self._known[fold(cell.text)]
        names = [str(words) for _, words in self.options]
        near = difflib.get_close_matches(fold(cell.text), [fold(name) for name in names], 1, 0.7)
        meant = f"có phải “{next(name for name in names if fold(name) == near[0])}”? " if near else ""
        more = "; …" if len(names) > NAMED else "."
        raise CellFault(f"không có “{cell.text[:60]}”; {meant}Chọn một trong: {'; '.join(names[:NAMED])}{more}")

    def write(self, value, place):
        return str(self._labels.get(value, value))

    def choices(self, place):
        return [str(words) for _, words in self.options]

    @property
    def help(self):
        return self.hint or "Chọn trong danh sách."


@dataclass(frozen=True)
class Found(Column):
    """A record of the locality by one of its names. `names(record)` gives them, the best one first; the first that only
    it has is written. `choose` offers them in the template.
    """

    model: Any = None
    names: Callable[[Any], Iterable[str]] = str
    noun: str = "hồ sơ"
    select: Callable[[QuerySet], QuerySet] = lambda rows: rows
    choose: bool = False

    def known(self, place: Place) -> dict[str, list]:
        """Folded name → the records of that name."""
        return place.once(("found", self.model, self.names), lambda: self._look(place))

    def _look(self, place: Place) -> dict[str, list]:
        found: dict[str, list] = defaultdict(list)
        for record in self.select(place.rows(self.model)):
            for name in dict.fromkeys(fold(str(name)) for name in self.names(record) if name):
                found[name].append(record)
        return found

    def value(self, cell, place):
        return self.find(cell.text, place)

    def find(self, words: str, place: Place):
        """The record that the words mean, or CellFault with a name that is near."""
        known = self.known(place)
        rows = self.best(known.get(fold(words), []))
        if len(rows) == 1:
            return rows[0]
        if rows:
            raise CellFault(f"có {len(rows)} {self.noun} mang tên “{words[:60]}”; {self._apart(rows, place)}.")
        raise CellFault(f"không có {self.noun} “{words[:60]}”{self._near(words, place)}")

    def best(self, rows: list) -> list:
        """Of several with one name those that are meant."""
        return rows

    def _apart(self, rows, place) -> str:
        return f"ghi rõ hơn, ví dụ “{self.write(rows[0], place)}”"

    def _near(self, words: str, place) -> str:
        known = self.known(place)
        near = difflib.get_close_matches(fold(words), list(known), 2, 0.75)
        if not near:
            return "."
        names = dict.fromkeys(self.write(known[name][0], place) for name in near)
        return f"; có phải {' hay '.join(f'“{name}”' for name in names)}?"

    def write(self, value, place):
        return place.once(("written", self.key, value.pk), lambda: self._best_name(value, place))

    def _best_name(self, value, place) -> str:
        """The first name that only it has."""
        known = self.known(place)
        names = [str(name) for name in self.names(value) if name]
        alone = [name for name in names if self.best(known.get(fold(name), [value])) == [value]]
        return (alone or names or [""])[0]

    def choices(self, place):
        if not self.choose:
            return []
        rows = {row.pk: row for rows in self.known(place).values() for row in rows}
        return [self.write(row, place) for row in rows.values()]


def body_names(body: Body) -> tuple[str, ...]:
    """How a body may be named: short, in full, by code."""
    return body.short_name, body.name, body.code


@dataclass(frozen=True)
class BodyNamed(Found):
    """A body of the locality by short name, full name or code. Of two with one name the one in force counts."""

    model: Any = Body
    names: Callable[[Any], Iterable[str]] = body_names
    noun: str = "cơ quan"
    choose: bool = True

    is_closed = False

    def _look(self, place):
        found: dict[str, list] = defaultdict(list)
        rows = Body.objects.filter(locality=place.locality)  # ungated: the bodies of the place one works for
        for body in rows.order_by("name", "pk"):
            for name in dict.fromkeys(fold(name) for name in body_names(body)):
                found[name].append(body)
        return found

    def best(self, rows):
        today = date.today()  # noqa: DTZ011 - a day of the office, not a moment
        lasting = [row for row in rows if row.valid_to is None or row.valid_to >= today]
        return lasting or rows

    @property
    def help(self):
        return self.hint or "Tên gọn, tên đầy đủ hoặc mã của cơ quan trong địa phương; chọn trong danh sách."


class Several:
    """Mixin of a column that holds several records, with semicolons between them. The value is a sorted tuple."""

    blank = ()

    def value(self, cell, place):
        return self.several(str(cell.value), place)

    def several(self, words: str, place: Place) -> tuple:
        """The records that the words mean, or CellFault."""
        parts = [part.strip() for part in re.split(r"[;\n]", words) if part.strip()]
        return self._sorted(dict.fromkeys(self.find(part, place) for part in parts))

    def of(self, record):
        if self.reads:
            return self._sorted(self.reads(record) or ())
        return self._sorted(getattr(record, self.path or self.key).all()) if record.pk else ()

    def write(self, value, place):
        write = super().write
        return "; ".join(write(record, place) for record in value)

    def choices(self, place):
        return []

    @staticmethod
    def _sorted(records) -> tuple:
        return tuple(sorted(records, key=lambda record: record.pk))

    @property
    def help(self):
        return self.hint or f"Các {self.noun}, cách nhau bằng dấu chấm phẩy."


@dataclass(frozen=True)
class BodiesNamed(Several, BodyNamed):
    """Several bodies."""

    choose: bool = False


@dataclass(frozen=True)
class Day(Column):
    """A date, as an Excel date or typed dd/mm/yyyy."""

    has_digits = True
    width: int = 14

    def value(self, cell, place):
        value = cell.value
        if isinstance(value, datetime | date):
            return _checked(value)
        if isinstance(value, int | float) and not isinstance(value, bool) and int(value) in SERIALS:
            return _checked(from_excel(int(value)))
        try:
            return parse(cell.text)
        except DateError as error:
            raise CellFault(_small(str(error))) from None

    def words(self, value, place):
        return screen(value)

    @property
    def help(self):
        return self.hint or "Ngày/tháng/năm, ví dụ 18/05/2026."


def _checked(value) -> date:
    try:
        return parse(screen(value.date() if isinstance(value, datetime) else value))
    except DateError as error:
        raise CellFault(_small(str(error))) from None


@dataclass(frozen=True)
class PartDay(Column):
    """A date of which day or month may be unknown."""

    has_digits = True
    width: int = 14

    def value(self, cell, place):
        value = cell.value
        if isinstance(value, datetime | date):
            return PartialDate.of(_checked(value))
        try:
            return parse_partial(cell.text)
        except DateError as error:
            raise CellFault(_small(str(error))) from None

    def write(self, value, place):
        return value.exact or screen(value)

    def words(self, value, place):
        return screen(value)

    @property
    def help(self):
        return self.hint or "Ngày/tháng/năm, tháng/năm hoặc năm."


@dataclass(frozen=True)
class Number(Column):
    """A whole number between two bounds."""

    is_closed = False
    has_digits = True
    least: int = 0
    most: int = 1_000_000_000
    default: int | None = None
    width: int = 10

    @property
    def blank(self):  # type: ignore[override]
        return self.default

    def value(self, cell, place):
        value = cell.value
        if isinstance(value, str):
            text = cell.text.replace(".", "").replace(" ", "")
            value = int(text) if re.fullmatch(r"-?\d{1,12}", text, re.ASCII) else None
        if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
            raise CellFault(f"“{cell.text[:40]}” không phải là số nguyên.")
        if not self.least <= value <= self.most:
            raise CellFault(f"phải từ {vi(self.least)} đến {vi(self.most)}.")
        return int(value)


@dataclass(frozen=True)
class YesNo(Column):
    """Có or không; an empty cell is no."""

    width: int = 10
    blank = False

    def value(self, cell, place):
        if isinstance(cell.value, bool):
            return cell.value
        if fold(cell.text) in YES | NO:
            return fold(cell.text) in YES
        raise CellFault(f"“{cell.text[:40]}”: ghi Có hoặc Không.")

    def write(self, value, place):
        return "Có" if value else "Không"

    def choices(self, place):
        return ["Có", "Không"]

    @property
    def help(self):
        return self.hint or "Có hoặc Không; để trống là Không."


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
