"""Taking back a whole load (docs/adr/0007): only while nobody has touched what it wrote; all of it, or nothing.

What was changed gets its former values through the app's own action. What was created is deleted with what the load
itself hung on it (duties, history, concerns, search entry). The audit trail stays: it names the record, not its row.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone

from coordination.audit import log
from coordination.audit.choices import EventKind
from coordination.audit.models import Event
from coordination.exchange.actions import check_may
from coordination.exchange.cells import Cell
from coordination.exchange.choices import ImportState, Verdict
from coordination.exchange.columns import Place
from coordination.exchange.kinds import Kind, kind_of
from coordination.exchange.models import Import, ImportedRow
from coordination.records.errors import NotNow, Refused

KEPT = (Event, ImportedRow)
"""Rows that point at a record and do not hinder: the audit trail outlives it, our own rows are told apart."""
LOOKING = {EventKind.DOWNLOADED, EventKind.EXPORTED}
"""Events that change nothing."""
NAMED = 10
"""Rows that a refusal names."""


@dataclass
class Plan:
    """What taking back would do with one row: the rows to delete (leaves first), or why it cannot."""

    row: ImportedRow
    record: Any
    doomed: list[models.Model] = field(default_factory=list)
    hindrances: list[str] = field(default_factory=list)


class Hindered(Refused):
    """Some of what the file wrote was touched since."""

    sentence = "Có hồ sơ đã được dùng tiếp từ sau khi nạp nên không hoàn tác được."


def plans_of(entry: Import) -> list[Plan]:
    """Every record that the file wrote, with what hinders taking it back; the last written first."""
    rows = list(
        entry.rows.select_related("content_type").order_by("-number", "-id")
    )  # ungated: rows of a file that the caller fetched through the gate
    records = _records(rows)
    made = {(row.content_type_id, row.object_id) for row in rows if row.verdict == Verdict.CREATE}
    return [_plan(row, records.get((row.content_type_id, row.object_id)), entry.loaded_at, made) for row in rows]


def hindrances(entry: Import) -> list[tuple[ImportedRow, Any, str]]:
    """(row, record, why) of everything that hinders."""
    return [(plan.row, plan.record, why) for plan in plans_of(entry) for why in plan.hindrances]


@transaction.atomic
def undo(entry: Import, *, by) -> Import:
    """Take the whole file back. Raises Hindered, which names the rows."""
    kind = kind_of(entry.kind)
    if kind is None:
        raise Refused(f"Chương trình không còn biết nạp loại “{entry.kind}”.")
    check_may(kind, by)
    mine = Import.objects.filter(pk=entry.pk, state=ImportState.LOADED)  # ungated: fetched through the gate
    person = by if hasattr(by, "acting") else None
    if mine.update(state=ImportState.UNDONE, undone_at=timezone.now(), undone_by=person) != 1:
        raise NotNow("Chỉ hoàn tác được tệp đã nạp.")
    plans = plans_of(entry)
    if hindering := [plan for plan in plans if plan.hindrances]:
        words = "; ".join(f"dòng {plan.row.number}: {plan.hindrances[0]}" for plan in hindering[:NAMED])
        more = f"; và {len(hindering) - NAMED} dòng nữa" if len(hindering) > NAMED else ""
        raise Hindered(f"Không hoàn tác được vì {words}{more}.")
    _take_back(kind, entry, plans, by)
    entry.refresh_from_db()
    log.record(EventKind.IMPORTED, entry, by=by, data={"undone": True}, note=f"Hoàn tác: {entry.file_name}")
    return entry


def _take_back(kind: Kind, entry: Import, plans: list[Plan], by) -> None:
    place = Place(entry.locality, by if hasattr(by, "acting") else None)
    QuerySet(ImportedRow).filter(pk__in=[plan.row.pk for plan in plans if plan.doomed]).delete()
    for plan in plans:
        if plan.row.verdict == Verdict.UPDATE:
            values = {name: _value(kind, name, words, place) for name, words in plan.row.before.items()}
            kind.save(values, plan.record, by=by, place=place)
        else:
            for doomed in plan.doomed:
                QuerySet(type(doomed)).filter(pk=doomed.pk).delete()


def _value(kind: Kind, name: str, words: str, place: Place):
    """A former value, read back from its words."""
    column = kind.column(name)
    return column.blank if words == "" else column.read(Cell("", words), place)


def _records(rows: list[ImportedRow]) -> dict[tuple[int, int], Any]:
    """The records that the rows wrote, by type and key."""
    keys: dict[int, list[int]] = {}
    for row in rows:
        keys.setdefault(row.content_type_id, []).append(row.object_id)
    found = {}
    for type_id, ids in keys.items():
        model = ContentType.objects.get_for_id(type_id).model_class()  # ungated: a kind of record
        found |= {(type_id, pk): record for pk, record in QuerySet(model).in_bulk(ids).items()}
    return found


def _plan(row: ImportedRow, record, loaded_at: datetime, made: set) -> Plan:
    plan = Plan(row, record)
    if record is None:
        plan.hindrances.append("hồ sơ không còn")
    elif record.revision != row.after or _events_after(record, loaded_at):
        plan.hindrances.append(f"“{record.public_title}” đã được sửa sau khi nạp")
    elif row.verdict == Verdict.CREATE:
        _doom(record, plan, loaded_at, made, set())
    return plan


def _events_after(record, moment: datetime) -> bool:
    about = Event.objects.about(record).filter(at__gt=moment)  # ungated: only asked whether something happened
    return about.exclude(kind__in=LOOKING).exists()


def _doom(record, plan: Plan, loaded_at, made, seen: set) -> None:
    """Mark what goes with the record, leaves first; what is younger than the load hinders."""
    if (type(record), record.pk) in seen:
        return
    seen.add((type(record), record.pk))
    for other in _pointing(record):
        known = (ContentType.objects.get_for_model(other).pk, other.pk) in made
        if known:
            continue  # written by the same file, later than this one: it is taken back first
        if _is_younger(other, loaded_at):
            plan.hindrances.append(f"đã có {other._meta.verbose_name} gắn vào “{plan.record.public_title}”")
            return
        _doom(other, plan, loaded_at, made, seen)
    plan.doomed.append(record)


def _is_younger(row, loaded_at: datetime) -> bool:
    """Whether somebody wrote or changed the row after the load. Rows without a time came with their record."""
    times = [getattr(row, name, None) for name in ("created_at", "changed_at", "at")]
    return any(isinstance(time, datetime) and time > loaded_at for time in times)


def _pointing(record) -> Iterator[models.Model]:
    """Rows of other tables that point at the record, by a foreign key or generically; through rows go by themselves."""
    for relation in record._meta.related_objects:
        through = getattr(relation.field.model._meta, "auto_created", False)
        if not relation.many_to_many and not through:
            yield from QuerySet(relation.related_model).filter(**{relation.field.name: record.pk})
    for model in apps.get_models():
        for link in model._meta.private_fields:
            if isinstance(link, GenericForeignKey) and model not in KEPT:
                kind = ContentType.objects.get_for_model(record)
                yield from QuerySet(model).filter(**{link.ct_field: kind, link.fk_field: record.pk})
