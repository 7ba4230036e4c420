"""A record leaves its register for a procedure with secrets of its own: reports tell its row no more, its file is given
to nobody, and no file brings it back.
"""

from coordination.exchange.choices import ImportState
from coordination.exchange.kinds import Kind, kinds
from coordination.exchange.models import Import, ImportedRow, Withdrawn
from coordination.exchange.verdicts import SHOWN, UNSHOWN
from coordination.lib.text import squeeze


def withdraw(record) -> None:
    """To be called while the record still says it, in the transaction that empties it."""
    for kind in kinds():
        if isinstance(record, kind.model):
            _withdraw(kind, record)


def _withdraw(kind: Kind, record) -> None:
    written: dict[int, set[int]] = {}
    rows = ImportedRow.objects.about(record)  # ungated: to be blanked, whoever may read them
    for source, number in rows.values_list("source_id", "number"):
        written.setdefault(source, set()).add(number)
    rows.update(before={})
    words = squeeze(str(kind.column(kind.title).of(record)))
    marks = {kind.mark_of(record)}
    entries = Import.objects.filter(kind=kind.code, locality=record.locality_id)  # ungated: the same
    for entry in entries.exclude(report=[]).only("report", "state").order_by("pk").iterator(chunk_size=1):
        numbers, was_loaded = written.get(entry.pk, ()), entry.state in (ImportState.LOADED, ImportState.UNDONE)
        meant = {row["row"] for row in entry.report if row["row"] in numbers or _is_about(row, record, marks)}
        marks |= {row.get("mark", "") for row in entry.report if row["row"] in meant}
        alike = {row["row"] for row in entry.report if not (was_loaded and row.get("mark")) and _says(row, words)}
        if gone := meant | alike:
            report = [_blank(row) if row["row"] in gone else row for row in entry.report]
            entries.filter(pk=entry.pk).update(report=report)
    fresh = [Withdrawn(locality_id=record.locality_id, kind=kind.code, mark=mark) for mark in sorted(marks - {""})]
    Withdrawn.objects.bulk_create(fresh, ignore_conflicts=True)  # ungated: a digest that nobody reads


def _is_about(row: dict, record, marks: set[str]) -> bool:
    """Whether a row of a report means the record."""
    return row.get("mark", "") in marks - {""} or row.get("about") == record.pk


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
