"""What each row of a file will do, reckoned by doing it: rows are written through the app's own actions in a
transaction that is rolled back (preview) or kept (load), so both answer alike.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model, Q

from coordination.exchange.cells import Cell, CellFault, Line, Sheet
from coordination.exchange.choices import Verdict
from coordination.exchange.columns import Column, Place
from coordination.exchange.kinds import Kind
from coordination.exchange.models import Withdrawn
from coordination.lib.memory import all_staying
from coordination.records.errors import Refused

ASKED = 1_000
"""Rows whose stored records are looked up together."""
CHUNK = 500
"""Rows that are written together."""
TRIED = 300
"""Rows that a preview tries in one transaction: other people wait for it on SQLite."""
SHOWN = 160
"""Letters of a value that the preview keeps."""
READ = 80
"""Letters of a value of a new row that the preview keeps: there are many of them."""
HIDDEN = "hồ sơ mật"
"""Stands for what a confidential row says."""
UNSHOWN = "(không hiện)"
"""Stands for a row whose record left the register: it tells nothing, not even why."""


@dataclass
class Fault:
    """What is wrong with a cell; without a letter, with the row."""

    letter: str
    heading: str
    words: str


@dataclass
class Change:
    """A cell that says something else than the stored record."""

    letter: str
    heading: str
    before: str
    after: str


@dataclass
class RowVerdict:
    """A row of the file: what it will do, or why it cannot."""

    number: int
    title: str
    verdict: str = Verdict.SAME
    faults: list[Fault] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    keys: list[tuple] = field(default_factory=list)
    """By what a stored record would be recognised (`Kind.keys_of`)."""
    existing: Model | None = None
    record: Model | None = None
    before: dict[str, str] = field(default_factory=dict)
    secret: bool = False
    gone: bool = False
    """Its record left the register for good (`withdrawing.py`): nothing is written, nothing told."""
    mark: str = ""
    waiting: list[Callable[[], None]] = field(default_factory=list)
    reads: list[tuple[str, str]] = field(default_factory=list)
    """Heading and what was understood, of each cell of a new row."""

    def as_json(self) -> dict:
        """All that the preview knows of it."""
        return {
            "row": self.number,
            "title": self.title[:SHOWN],
            "verdict": str(self.verdict),
            "faults": [[f.letter, f.heading, f.words] for f in self.faults],
            "changes": [[c.letter, c.heading, c.before[:SHOWN], c.after[:SHOWN]] for c in self.changes],
            "reads": self.reads if self.verdict == Verdict.CREATE else [],
        }

    def as_kept(self) -> dict:
        """As the report keeps it: of a confidential row only which cells are wrong, without what they say. By `mark`
        and `about` a report is found again when a record leaves the register.
        """
        if self.gone:
            return self.as_json() | {"secret": True, "gone": True, "mark": ""}
        if not self.secret:
            return self.as_json() | {"mark": self.mark, "about": self.existing and self.existing.pk}
        faults = [[f.letter, f.heading, re.sub("“[^”]*”", "“…”", f.words)] for f in self.faults]
        return self.as_json() | {
            "title": HIDDEN,
            "faults": faults,
            "changes": [],
            "reads": [],
            "secret": True,
            "mark": "",
        }

    def leave_out(self) -> None:
        """Forget what it says."""
        self.gone, self.verdict, self.title = True, Verdict.SAME, UNSHOWN
        self.values, self.faults, self.reads = {}, [], []


class Stop(Exception):
    """Ends a transaction that is not to be kept."""


@dataclass
class Reading:
    """One file of one kind for one place, row by row."""

    kind: Kind
    place: Place
    sheet: Sheet
    by: Any
    rows: list[RowVerdict] = field(default_factory=list)
    withdrawn: set[str] = field(default_factory=set)
    """Marks of what had left the register when the rows were compared."""
    _meanings: dict[tuple, Any] = field(default_factory=dict)

    @all_staying()
    def judge(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Find out what every row would do; writes nothing."""
        self._compare()
        ready = [row for row in self.rows if row.verdict in (Verdict.CREATE, Verdict.UPDATE)]
        for start in range(0, len(ready), TRIED):
            try:
                with transaction.atomic():
                    self._write(ready[start : start + TRIED])
                    self._finish(ready[start : start + TRIED])
                    raise Stop
            except Stop:
                pass
            if progress:
                progress(min(start + TRIED, len(ready)), len(ready))

    @all_staying()
    def load(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Write all rows, in the caller's transaction; with a single fault the caller keeps nothing."""
        self._compare()
        if self.faulty:
            return
        ready = [row for row in self.rows if row.verdict in (Verdict.CREATE, Verdict.UPDATE)]
        for start in range(0, len(ready), CHUNK):
            self._write(ready[start : start + CHUNK])
            if progress:
                progress(min(start + CHUNK, len(ready)), len(ready))
        self._finish(ready)

    @property
    def faulty(self) -> list[RowVerdict]:
        """Rows that cannot be loaded."""
        return [row for row in self.rows if row.faults]

    @property
    def counts(self) -> Counter:
        """Rows by verdict."""
        return Counter(str(row.verdict) for row in self.rows)

    def report(self) -> list[dict]:
        """Every row as the preview keeps it."""
        return [row.as_kept() for row in self.rows]

    def digest(self) -> str:
        """Tells whether two previews of one file say the same: by whole values, of confidential rows too."""
        rows = [row.as_json() | {"stored": row.before, "new": [c.after for c in row.changes]} for row in self.rows]
        return hashlib.sha256(json.dumps(rows, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    def _compare(self) -> None:
        """Read the cells, find the stored records, tell what differs."""
        self.rows = [self._read(line) for line in self.sheet.lines]
        self.withdrawn = Withdrawn.marks(self.kind.code, self.place.locality)
        for row in self.rows:
            row.mark = self.kind.mark(row.values)
            row.keys = self.kind.keys_of(row.values)
        for key in {way[0] for way in self.kind.keys if len(way) == 1}:
            self.place.coming[key] = {str(row.values[key]).lower() for row in self.rows if row.values.get(key)}
        seen: dict[tuple, RowVerdict] = {}
        for start in range(0, len(self.rows), ASKED):
            rows = self.rows[start : start + ASKED]
            stored = self._stored(rows)
            for row in rows:
                if row.mark in self.withdrawn and not self._is_another(row, stored):
                    row.leave_out()
                row.secret = row.gone or self._is_secret(row, stored)
                if row.gone:
                    continue
                if not row.faults:
                    self._match(row, stored, seen)
                if row.existing is None and not self._meant(row.keys, stored):
                    self._check(row)

    @cached_property
    def _present(self) -> list[Column]:
        """The columns that the sheet has."""
        return [column for column in self.kind.columns if column.key in self.sheet.letters]

    def _read(self, line: Line) -> RowVerdict:
        title = line.cell(self.kind.title).text
        row = RowVerdict(line.number, title)
        for column in self._present:
            cell = line.cell(column.key)
            try:
                row.values[column.key] = self._meaning(column, cell)
            except CellFault as fault:
                self._blame(row, fault.key or column.key, fault.message)
        return row

    def _meaning(self, column: Column, cell: Cell) -> Any:
        """What a cell says; the same short words mean the same in every row of a column, and are read once."""
        key = column.key, type(cell.value), cell.value
        if key in self._meanings and not cell.fault:
            return self._meanings[key]
        value = column.read(cell, self.place)
        if not isinstance(cell.value, str) or len(cell.value) <= READ:
            self._meanings[key] = value
        return value

    def _is_another(self, row: RowVerdict, stored) -> bool:
        """Whether a row that says what left the register means a record that stays there and says the same."""
        return any(self.kind.mark_of(record) == row.mark for record in self._meant(row.keys, stored))

    def _is_secret(self, row: RowVerdict, stored) -> bool:
        """Whether the row, or a stored record that it may mean, is confidential; also where that cell is unreadable."""
        name = self.kind.confidential
        if not name:
            return False
        said = row.values.get(name, name in self.sheet.letters)
        meant = [record for key in row.keys for record in stored.get(key, ())]
        return bool(said) or any(self.kind.column(name).of(record) for record in meant)

    def _stored(self, rows: Iterable[RowVerdict]) -> dict[tuple, list[Model]]:
        """The stored records that the rows may mean, by each of their keys."""
        wanted: dict[tuple, set] = {}
        for row in rows:
            for way, key in row.keys:
                wanted.setdefault(way, set()).add(key)
        if not wanted:
            return {}
        asked = Q()
        for way, keys in wanted.items():
            paths = [self.kind.column(name).path or name for name in way]
            asked |= Q(**{f"{path}__in": _as_stored(key[n] for key in keys) for n, path in enumerate(paths)})
        found: dict[tuple, list[Model]] = {}
        for record in self.kind.rows(self.place).filter(asked):
            for key in self._keys_of(record):
                found.setdefault(key, []).append(record)
        return found

    def _keys_of(self, record: Model) -> list[tuple]:
        names = {name for way in self.kind.keys for name in way}
        return self.kind.keys_of({name: self.kind.column(name).of(record) for name in names})

    def _match(self, row: RowVerdict, stored, seen) -> None:
        """Say whether the row is new, another version of a stored record, or just that record."""
        row.verdict = Verdict.CREATE
        row.reads = list(self._understood(row))
        keys = row.keys
        if not keys:
            return
        surest = keys[0][0]
        name = self.kind.title if self.kind.title in surest else surest[-1]
        records = self._meant(keys, stored)
        mark = ("record", records[0].pk) if len(records) == 1 else keys[0]
        if mark in seen:
            self._blame(row, name, f"trùng với dòng {seen[mark].number}.")
            return
        seen[mark] = row
        if len(records) > 1:
            self._blame(row, name, f"có {len(records)} {self.kind.noun} như vậy trong sổ; sửa ở trang của từng hồ sơ.")
        elif records:
            self._differ(row, records[0])

    def _check(self, row: RowVerdict) -> None:
        """What else is wrong with a new row, so that all its faults are told at once; where a cell could not be read,
        only of columns that the file has.
        """
        unread = {column.key for column in self._present} - row.values.keys()
        blamed = {fault.heading for fault in row.faults}
        for fault in self.kind.check(row.values, self.place, unread):
            heading = self.kind.column(fault.key).name
            if heading not in blamed and not (unread and fault.key not in self.sheet.letters):
                blamed.add(heading)
                self._blame(row, fault.key, fault.message)

    def _understood(self, row: RowVerdict) -> Iterator[tuple[str, str]]:
        """What a new row says, in words; never what is personal."""
        for column in self._present:
            value = row.values[column.key]
            if column.key != self.kind.title and value not in (None, column.blank) and not column.personal:
                yield column.name, column.words(value, self.place)[:READ]

    def _meant(self, keys: list[tuple], stored) -> list[Model]:
        """The records that a row means: by a less sure way only those that lack the surer ones it has."""
        tried: set = set()
        for way, key in keys:
            found = stored.get((way, key), [])
            ways = {record: {known for known, _ in self._keys_of(record)} for record in found}
            found = [record for record in found if not tried & ways[record]]
            if found:
                return self._nearest(found, ways)
            tried.add(way)
        return []

    def _nearest(self, found: list[Model], ways: dict[Model, set]) -> list[Model]:
        """Of several those that lack what the row lacks too, where its cell is there and empty."""
        fewest = min(len(ways[record]) for record in found)
        nearest = [record for record in found if len(ways[record]) == fewest]
        more = set().union(*(ways[record] for record in found)) - set().union(*(ways[record] for record in nearest))
        is_said = all(name in self.sheet.letters for way in more for name in way)
        return nearest if is_said else found

    def _differ(self, row: RowVerdict, record: Model) -> None:
        row.existing = record
        for name, value in list(row.values.items()):
            column = self.kind.column(name)
            if column.blank_keeps and value == column.blank:
                del row.values[name]
                continue
            if not column.is_same(record, value, self.place):
                stored = column.of(record)
                before = column.words(stored, self.place)
                row.before[name] = before
                after = column.words(value, self.place)
                if column.personal:  # a preview is read by more people than the file
                    before, after = ("(không hiện)" if words else "" for words in (before, after))
                row.changes.append(Change(self.sheet.letters.get(name, ""), column.name, before, after))
        row.verdict = Verdict.UPDATE if row.changes else Verdict.SAME

    def _write(self, rows: list[RowVerdict]) -> None:
        """New rows together; where one of them is refused, each in a savepoint, so that no fault hides another."""
        new = [row for row in rows if row.existing is None]
        together = {row.number for row in new} if len(new) > 1 and self._write_together(new) else set()
        for row in rows:
            if row.number not in together:
                self._try(row, partial(self._save, row))

    def _write_together(self, rows: list[RowVerdict]) -> bool:
        if self.kind.save_all is None:
            return False
        many = [row.values for row in rows]
        self.place.waiting.clear()
        try:
            with transaction.atomic():
                made = self.kind.save_all(many, by=self.by, place=self.place)
                for row, record in zip(rows, made, strict=True):
                    row.record, row.waiting = record, [*self.place.waiting]
                    self.place.waiting.clear()
        except (Refused, ValidationError, IntegrityError):
            for row in rows:
                row.record, row.waiting = None, []
            return False
        return True

    def _finish(self, rows: list[RowVerdict]) -> None:
        """What waited until all rows were there."""
        for row in rows:
            for act in row.waiting if not row.faults else ():
                self._try(row, act)

    def _try(self, row: RowVerdict, act: Callable[[], None]) -> None:
        try:
            with transaction.atomic():
                act()
        except CellFault as fault:
            self._blame(row, fault.key, fault.message)
        except Refused as refusal:
            self._blame(row, "", refusal.message)
        except ValidationError as error:
            self._blame_fields(row, error)

    def _save(self, row: RowVerdict) -> None:
        user = self.place.user
        if row.existing is not None and user is not None and not user.can(self.kind.permission, row.existing):
            raise Refused(f"Bạn không được sửa {self.kind.noun} này.")
        self.place.waiting.clear()
        row.record = self.kind.save(row.values, row.existing, by=self.by, place=self.place)
        row.waiting = [*self.place.waiting]

    def _blame(self, row: RowVerdict, key: str, words: str) -> None:
        column = next((column for column in self.kind.columns if column.key == key), None)
        letter = self.sheet.letters.get(key, "")
        row.verdict = Verdict.FAULT
        row.faults.append(Fault(letter, column.name if column else "", words))

    def _blame_fields(self, row: RowVerdict, error: ValidationError) -> None:
        """Each message at the column of its field; at the row where no column has that name."""
        if not hasattr(error, "error_dict"):
            self._blame(row, "", " ".join(error.messages))
            return
        fields = {(column.path or column.key).split("__")[0]: column.key for column in self.kind.columns}
        for name, errors in error.error_dict.items():
            words = " ".join(text for one in errors for text in one.messages)
            if name != NON_FIELD_ERRORS and name not in fields:
                words = f"{self.kind.model._meta.get_field(name).verbose_name}: {words}"
            self._blame(row, fields.get(name, ""), words)


def _as_stored(values: Iterable) -> set:
    """Values to look for; a text that was typed on a page has other line ends than one from a cell."""
    values = set(values)
    return values | {value.replace("\n", "\r\n") for value in values if isinstance(value, str) and "\n" in value}


def place_of(sheet: str, row: int, letter: str, heading: str) -> str:
    """Where a fault stands: sheet, row, column."""
    column = f", cột {letter}" if letter else ""
    named = f" ({heading})" if heading else ""
    return f"Trang “{sheet}”, dòng {row}{column}{named}"
