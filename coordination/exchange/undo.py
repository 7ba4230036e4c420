"""Taking back a whole load (docs/adr/0007): only while nobody has touched what it wrote; all of it, or nothing.

What was changed gets its former values through the app's own action. What was created is deleted with what the load
itself hung on it (duties, history, concerns, search entry). The audit trail stays: it names the record, not its row.
The records are locked before anybody looks whether they were touched, so that nobody touches them in between.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import ProtectedError, Q, QuerySet
from django.utils import timezone

from coordination.audit import log
from coordination.audit.actors import System
from coordination.audit.choices import EventKind
from coordination.audit.models import Event
from coordination.exchange.actions import check_may
from coordination.exchange.cells import Cell
from coordination.exchange.choices import ImportState, Verdict
from coordination.exchange.columns import Place
from coordination.exchange.kinds import Kind, kind_of
from coordination.exchange.models import Import, ImportedRow
from coordination.records.errors import NotNow, Refused
from coordination.records.models import Record
from coordination.ui.counting import counted

KEPT = (Event, ImportedRow)
"""Rows that point at a record and do not hinder: the audit trail outlives it, our own rows are told apart."""
LOOKING = {EventKind.DOWNLOADED, EventKind.EXPORTED}
"""Events that change nothing."""
ASKED = 500
"""Records about which is asked together."""
Mark = tuple[type[models.Model], Any]
"""A row: its model and its key."""
NAMED = 10
"""Rows that a refusal names."""
GONE = "hồ sơ không còn"
UNSEEN = "có hồ sơ mật mà bạn không xem được: người đã nạp mới hoàn tác được"
NOT_YOURS = "bạn không được sửa hồ sơ này"


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


def plans_of(entry: Import, kind: Kind, by) -> list[Plan]:
    """Every record that the file wrote, with what hinders taking it back; the last written first. Until the caller's
    transaction ends nobody else changes these records.
    """
    rows = list(
        entry.rows.select_related("content_type").order_by("-number", "-id")
    )  # ungated: rows of a file that the caller fetched through the gate
    barred = _barred(entry, kind, by)
    records = _records(rows)
    made = {(row.content_type_id, row.object_id) for row in rows if row.verdict == Verdict.CREATE}
    changed = {(row.content_type_id, row.object_id) for row in rows if row.verdict == Verdict.UPDATE}
    found = list(records.values())
    children, named = _children(found)
    touched = _touched(found, entry.loaded_at)
    taking = _Taking(entry.loaded_at, made, changed, touched, barred, children, named, kind.permission, by)
    return [taking.plan(row, records.get((row.content_type_id, row.object_id))) for row in rows]


def _barred(entry: Import, kind: Kind, by) -> dict[int, str]:
    """Key → why others than those at the records decide of them: secrets that are kept from whoever asks, what an app
    holds fast (`Kind.held`). Whoever sent the file in knows what it says.
    """
    mine = entry.rows.values("object_id")  # ungated: rows of a file that the caller fetched through the gate
    barred = kind.held(mine)
    if not isinstance(by, System) and entry.created_by_id != by.pk:
        seen = kind.model._default_manager.visible_to(by)
        unseen = QuerySet(kind.model).filter(pk__in=mine).exclude(pk__in=seen.values("pk"))
        barred |= dict.fromkeys(unseen.values_list("pk", flat=True), UNSEEN)
    return barred


def with_them(entry: Import, model: type[models.Model]) -> dict[str, int]:
    """What people know by name and was written with the records that the file made: its name → how many, in one
    statement. Of the kind itself the file tells how many.
    """
    made = entry.rows.filter(verdict=Verdict.CREATE).values("object_id")  # ungated: rows of a file they may take back
    pointing: dict[type[models.Model], Q] = defaultdict(Q)
    for other, column, further in _links(model):
        if issubclass(other, Record) and other is not model:
            pointing[other] |= Q(**{f"{column}__in": made}, **further)
    names = [str(other._meta.verbose_name) for other in pointing]
    rows = [QuerySet(other).filter(asked, created_at__lte=entry.loaded_at) for other, asked in pointing.items()]
    return dict(sorted((name, count) for name, count in zip(names, counted(rows), strict=True) if count))


def used_since(entry: Import, model: type[models.Model]) -> list[tuple[int, str]]:
    """(number of the row, why) of the first records that were changed after the load or are gone: what can be told
    without asking every table. What points at them is asked for when the load is taken back.
    """
    rows = entry.rows.order_by("number", "id")  # ungated: rows of a file that they may take back
    written = list(rows.values_list("number", "object_id", "after"))
    mine = entry.rows.values("object_id")
    now = dict(QuerySet(model).filter(pk__in=mine).values_list("pk", "revision"))
    touched = set(_later(model, entry.loaded_at).filter(object_id__in=mine).values_list("object_id", flat=True))
    used = [(number, key) for number, key, after in written if now.get(key) != after or key in touched][:NAMED]
    records = QuerySet(model).in_bulk([key for _, key in used])
    return [(number, _changed(records[key]) if key in records else GONE) for number, key in used]


def _changed(record) -> str:
    return f"“{record.public_title}” đã được sửa sau khi nạp"


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
    plans = plans_of(entry, kind, by)
    if hindering := [plan for plan in plans if plan.hindrances]:
        words = "; ".join(f"dòng {plan.row.number}: {plan.hindrances[0].rstrip('.')}" for plan in hindering[:NAMED])
        more = f"; và {len(hindering) - NAMED} dòng nữa" if len(hindering) > NAMED else ""
        raise Hindered(f"Không hoàn tác được vì {words}{more}.")
    _take_back(kind, entry, plans, by)
    entry.refresh_from_db()
    log.record(EventKind.IMPORTED, entry, by=by, data={"undone": True}, note=f"Hoàn tác: {entry.file_name}")
    return entry


def _take_back(kind: Kind, entry: Import, plans: list[Plan], by) -> None:
    place = Place(entry.locality, by if hasattr(by, "acting") else None)
    created = [plan for plan in plans if plan.row.verdict == Verdict.CREATE]
    QuerySet(ImportedRow).filter(pk__in=[plan.row.pk for plan in created]).delete()
    for plan in plans:  # what stays lets go first of what is deleted
        if plan.row.verdict == Verdict.UPDATE:
            with _told(plan):
                values = {name: _value(kind, name, words, place) for name, words in plan.row.before.items()}
                kind.save(values, plan.record, by=by, place=place)
    kind.leaving([plan.record for plan in created if not plan.row.before])
    for plan in plans:
        with _told(plan):
            for doomed in plan.doomed:
                QuerySet(type(doomed)).filter(pk=doomed.pk).delete()


@contextmanager
def _told(plan: Plan) -> Iterator[None]:
    """What the app or the database refuses is told with the number of its row."""
    try:
        yield
    except Refused as refusal:
        words = refusal.message
    except ValidationError as error:
        words = " ".join(error.messages)
    except ProtectedError:
        words = f"đã có hồ sơ khác gắn vào “{plan.record.public_title}”"
    else:
        return
    raise Hindered(f"Không hoàn tác được vì dòng {plan.row.number}: {words}{'' if words[-1:] in '.?' else '.'}")


def _value(kind: Kind, name: str, words: str, place: Place):
    """A former value, read back from its words."""
    column = kind.column(name)
    return column.blank if words == "" else column.read(Cell("", words), place)


def _records(rows: list[ImportedRow]) -> dict[tuple[int, int], Any]:
    """The records that the rows wrote, by type and key, locked in the order of their keys."""
    keys: dict[int, list[int]] = {}
    for row in rows:
        keys.setdefault(row.content_type_id, []).append(row.object_id)
    found = {}
    for type_id, ids in keys.items():
        model = ContentType.objects.get_for_id(type_id).model_class()  # ungated: a kind of record
        ids.sort()
        for start in range(0, len(ids), ASKED):
            held = QuerySet(model).select_for_update().filter(pk__in=ids[start : start + ASKED])
            found |= {(type_id, record.pk): record for record in held.order_by("pk")}
    return found


@dataclass
class _Taking:
    """What is known while plans are made: since when a row counts as later work, the (type, key) that the file made
    and changed and that something happened to since, which keys are barred and why, what points at what, what names it
    among others, who asks and what that takes, and what is marked already.
    """

    loaded_at: datetime
    made: set
    changed: set
    touched: set
    barred: dict[int, str]
    children: dict[Mark, list[models.Model]]
    named: dict[Mark, list[Mark]]
    permission: Any
    by: Any
    seen: set = field(default_factory=set)

    def plan(self, row: ImportedRow, record) -> Plan:
        plan = Plan(row, record)
        if record is None:
            plan.hindrances.append(GONE)
        elif record.pk in self.barred:
            plan.hindrances.append(self.barred[record.pk])
        elif not isinstance(self.by, System) and not self.by.can(self.permission, record):
            plan.hindrances.append(NOT_YOURS)
        elif record.revision != row.after or (row.content_type_id, row.object_id) in self.touched:
            plan.hindrances.append(_changed(record))
        elif row.verdict == Verdict.CREATE:
            self._doom(record, plan)
        return plan

    def _doom(self, record, plan: Plan) -> None:
        """Mark what goes with the record, leaves first; what was there before it, or came after the load, hinders."""
        if _mark(record) in self.seen:
            return
        self.seen.add(_mark(record))
        for other in self.children.get(_mark(record), ()):
            key = ContentType.objects.get_for_model(other).pk, other.pk
            if key in self.changed:  # what the file changed gets its former values back, and lets go
                continue
            # a row by the same file goes first
            if key not in self.made and (_is_younger(other, self.loaded_at) or _is_older(other, record)):
                plan.hindrances.append(self._in_use(type(other), plan))
                return
            self._doom(other, plan)
        for model, key in self.named.get(_mark(record), ()):
            if (model, key) not in self.seen:
                plan.hindrances.append(self._in_use(model, plan))
                return
        plan.doomed.append(record)

    @staticmethod
    def _in_use(model: type[models.Model], plan: Plan) -> str:
        return f"đã có {model._meta.verbose_name} gắn vào “{plan.record.public_title}”"


def _mark(record) -> Mark:
    return type(record), record.pk


def _touched(records: list, moment: datetime) -> set[tuple[int, int]]:
    """(type, key) of those to which something happened after the moment."""
    keys: dict[type[models.Model], list[int]] = defaultdict(list)
    for record in records:
        keys[type(record)].append(record.pk)
    return {
        (ContentType.objects.get_for_model(model).pk, key)
        for model, asked in keys.items()
        for start in range(0, len(asked), ASKED)
        for key in _later(model, moment)
        .filter(object_id__in=asked[start : start + ASKED])
        .values_list("object_id", flat=True)
    }


def _later(model: type[models.Model], moment: datetime) -> QuerySet[Event]:
    """What happened to records of a model after the moment; to look at one changes nothing."""
    kind = ContentType.objects.get_for_model(model)
    later = Event.objects.filter(content_type=kind, at__gt=moment)  # ungated: only asked of which
    return later.exclude(kind__in=LOOKING)


def _is_younger(row, loaded_at: datetime) -> bool:
    """Whether somebody wrote or changed the row after the load. Rows without a time came with their record."""
    times = [getattr(row, name, None) for name in ("created_at", "changed_at", "at")]
    return any(isinstance(time, datetime) and time > loaded_at for time in times)


def _is_older(row, record) -> bool:
    """Whether a record was there before what it points at: it was linked to it later, so it did not come with it."""
    return isinstance(row, Record) and isinstance(record, Record) and row.created_at < record.created_at


def _children(records: list) -> tuple[dict[Mark, list[models.Model]], dict[Mark, list[Mark]]]:
    """(what points at each of the records, and at what points at them; what names them among others), asked for
    together.
    """
    found: dict[Mark, list[models.Model]] = defaultdict(list)
    named: dict[Mark, list[Mark]] = defaultdict(list)
    known = {_mark(record) for record in records}
    fresh = known
    while fresh:
        keys: dict[type, list] = defaultdict(list)
        for model, key in fresh:
            keys[model].append(key)
        fresh = set()
        for model, asked in keys.items():
            for start in range(0, len(asked), ASKED):
                part = asked[start : start + ASKED]
                for key, other in _pointing(model, part):
                    found[model, key].append(other)
                    fresh.add(_mark(other))
                for key, owner in _naming(model, part):
                    named[model, key].append(owner)
        fresh -= known
        known |= fresh
    return found, named


def _pointing(pointed, keys: list) -> Iterator[tuple[Any, models.Model]]:
    """(key, row of another table that points at it)."""
    for model, column, further in _links(pointed):
        for other in QuerySet(model).filter(**{f"{column}__in": keys}, **further):
            yield getattr(other, column), other


def _naming(pointed, keys: list) -> Iterator[tuple[Any, Mark]]:
    """(key, record that names it among several): a batch opinion or a reminder names the petitions it is about."""
    for relation in pointed._meta.related_objects:
        if relation.many_to_many and relation.through._meta.auto_created:
            mine, theirs = relation.field.m2m_reverse_field_name(), relation.field.m2m_field_name()
            pairs = QuerySet(relation.through).filter(**{f"{mine}__in": keys}).values_list(f"{mine}_id", f"{theirs}_id")
            for key, owner in pairs:
                yield key, (relation.related_model, owner)


def _links(pointed) -> Iterator[tuple[type[models.Model], str, dict]]:
    """(table, its column with the key, further conditions) of every way to point at a model, by a foreign key or
    generically; rows of a list that names several are for `_naming`.
    """
    for relation in pointed._meta.related_objects:
        through = getattr(relation.field.model._meta, "auto_created", False)
        if not relation.many_to_many and not through:
            yield relation.related_model, relation.field.attname, {}
    kind = ContentType.objects.get_for_model(pointed)
    for model in apps.get_models():
        for link in model._meta.private_fields:
            if isinstance(link, GenericForeignKey) and model not in KEPT:
                yield model, link.fk_field, {link.ct_field: kind}
