"""A record leaves its register for a procedure with secrets of its own: reports tell its row no more, its file is given
to nobody, and no file brings it back.
"""

from django.contrib.contenttypes.models import ContentType

from coordination.exchange.actions import hold
from coordination.exchange.choices import ImportState
from coordination.exchange.kinds import Kind, kinds
from coordination.exchange.models import Import, ImportedRow, Withdrawn
from coordination.exchange.verdicts import SHOWN, UNSHOWN
from coordination.lib.text import squeeze
from coordination.records.errors import NotNow


def withdraw(record) -> None:
    """To be called while the record still says it, in the transaction that empties it, after `hold_reports`."""
    for kind in kinds():
        if isinstance(record, kind.model):
            _withdraw(kind, record)


def hold_reports(record) -> None:
    """Keep loads out of the place, then hold every report that may tell of the record; before any report or record is
    locked, as loads and undoing do. A look that ends now is blanked below, one that ends later finds the marks.

    Raises NotNow while a file is loaded into the place: that takes minutes, for which no page waits.
    """
    if not hold(record.locality, wait=False):
        raise NotNow("Sổ của địa phương này đang nạp tệp hoặc chuyển hồ sơ khác; chờ ít phút rồi làm lại.")
    codes = [kind.code for kind in kinds() if isinstance(record, kind.model)]
    told = Import.objects.filter(kind__in=codes, locality=record.locality_id)  # ungated: to be blanked, as below
    told = told.exclude(state=ImportState.DISCARDED)
    list(told.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def _withdraw(kind: Kind, record) -> None:
    mine = type(record)._base_manager.filter(pk=record.pk)  # ungated: the record in hand
    list(mine.select_for_update().values_list("pk"))
    written = _written(ImportedRow.objects.about(record))  # ungated: to be blanked, whoever may read them
    ImportedRow.objects.about(record).update(before={})  # ungated: the same
    words = squeeze(str(kind.column(kind.title).of(record)))
    entries = Import.objects.filter(kind=kind.code, locality=record.locality_id).exclude(report=[])  # ungated: the same
    marks = _marks(kind, record, entries, written)
    for entry in _each(entries):
        meant = _meant(entry, record, marks, written)
        was_loaded = entry.state in (ImportState.LOADED, ImportState.UNDONE)
        alike = {row["row"] for row in entry.report if not (was_loaded and row.get("mark")) and _says(row, words)}
        if gone := (meant | alike) - _of_others(kind, entry, meant | alike, record, marks):
            report = [_blank(row) if row["row"] in gone else row for row in entry.report]
            Import.objects.filter(pk=entry.pk).update(report=report)  # ungated: the same
    fresh = [Withdrawn(locality_id=record.locality_id, kind=kind.code, mark=mark) for mark in sorted(marks)]
    Withdrawn.objects.bulk_create(  # ungated: digests that nobody reads
        fresh, update_conflicts=True, unique_fields=("locality", "kind", "mark"), update_fields=("mark",)
    )


def _each(entries):
    return entries.only("report", "state").order_by("pk").iterator(chunk_size=1)


def _written(rows) -> dict[int, set[int]]:
    """File → numbers of its rows that wrote the record."""
    written: dict[int, set[int]] = {}
    for source, number in rows.values_list("source_id", "number"):
        written.setdefault(source, set()).add(number)
    return written


def _marks(kind: Kind, record, entries, written) -> set[str]:
    """What the record says and what rows said that meant it; such a row may stand in any report, so they are asked
    again while marks are found.
    """
    marks, before = {kind.mark_of(record)} - {""}, None
    while marks != before:
        before = set(marks)
        for entry in _each(entries):
            meant = _meant(entry, record, marks, written)
            marks |= {row["mark"] for row in entry.report if row["row"] in meant and row.get("mark")}
    return marks


def _meant(entry: Import, record, marks: set[str], written) -> set[int]:
    """Numbers of the rows of a report that mean the record."""
    return {
        row["row"]
        for row in entry.report
        if row["row"] in written.get(entry.pk, ()) or row.get("mark") in marks or row.get("about") == record.pk
    }


def _of_others(kind: Kind, entry: Import, numbers: set[int], record, marks: set[str]) -> set[int]:
    """Of these rows those that mean another record, which says the same and stays in the register."""
    about = {row["row"]: row["about"] for row in entry.report if row["row"] in numbers and row.get("about")}
    model = ContentType.objects.get_for_model(kind.model)
    wrote = ImportedRow.objects.filter(source=entry, content_type=model, number__in=numbers)  # ungated: only numbers
    about |= dict(wrote.values_list("number", "object_id"))
    keys = {*about.values()} - {record.pk}
    others = kind.model._base_manager.filter(pk__in=keys, confidential=False)  # ungated: only their digests are asked
    staying = {other.pk for other in others if kind.mark_of(other) in marks}
    return {number for number, key in about.items() if key in staying}


def _says(row: dict, words: str) -> bool:
    """Whether a row shows these words: one whose other cells were typed wrongly means no record, and reports kept
    earlier have no marks.
    """
    cells = [row["title"], *(cell for _, _, *both in row["changes"] for cell in both)]
    return any(_is_start(cell, words) for cell in cells)


def _is_start(cell: str, words: str) -> bool:
    """Whether what a report kept of a cell are these words, or their beginning where they are longer."""
    kept = squeeze(cell)
    return bool(kept) and (kept == words or len(cell) == SHOWN and words.startswith(kept))


def _blank(row: dict) -> dict:
    """A row that tells nothing but what it did."""
    return {
        "row": row["row"],
        "title": UNSHOWN,
        "verdict": row["verdict"],
        "faults": [],
        "changes": [],
        "reads": [],
        "secret": True,
        "gone": True,
        "mark": "",
    }
