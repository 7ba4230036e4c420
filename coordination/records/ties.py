"""Which relations of a record have rows at all, asked for a whole page in one statement.

A page of one record draws a dozen panels, of which most have nothing to show; whoever draws one asks `has` first.
"""

from functools import cache

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import QuerySet

PLACE = 2**62
"""Stands in a statement where the key of a record will: a key that none has."""


def note_ties_of(record, names) -> None:
    """Tell a record, in one statement, which of these relations lead anywhere.

    A relation is named as in the model; rows that point at records of any kind by their model ("documents.attachment").
    """
    if not names:
        return
    kind = ContentType.objects.get_for_model(record)
    statement, values = _statement(type(record), tuple(names), kind.pk)
    with connection.cursor() as cursor:
        cursor.execute(statement, [record.pk if value == PLACE else value for value in values])
        found = cursor.fetchone()
    for name, leads in zip(names, found, strict=True):
        setattr(record, _kept(name), bool(leads))


def has(record, name: str) -> bool:
    """Whether the relation leads anywhere, ungated: what somebody may see of it is a question of its own.

    Of a record that was told (`note_ties_of`) as it was then; of any other as it is now.
    """
    known = getattr(record, _kept(name), None)
    return _other_end(type(record), name, record.pk).exists() if known is None else known


def has_none(record, name: str) -> bool:
    """Whether it is known, without asking, that the relation leads nowhere."""
    return getattr(record, _kept(name), None) is False


def note_ties(records, name: str) -> None:
    """Tell records that were read already, in one statement, whether the relation leads anywhere."""
    records = list(records)
    if not records:
        return
    model = type(records[0])
    back = model._meta.get_field(name).remote_field.name
    rows = model._meta.get_field(name).related_model._base_manager.filter(**{f"{back}__in": records})
    keys = set(rows.order_by().values_list(back, flat=True))
    for record in records:
        setattr(record, _kept(name), record.pk in keys)


@cache
def _statement(model, names: tuple[str, ...], _kind: int) -> tuple[str, list]:
    """One column for each name, and the values (the key of the kind of record among them); put together once, because
    that takes longer than the answer."""
    parts = [_other_end(model, name, PLACE).query.exists().sql_with_params() for name in names]
    columns = ", ".join(f"EXISTS({sql})" for sql, _values in parts)
    return f"SELECT {columns}", [value for _sql, values in parts for value in values]


def _other_end(model, name: str, key: int) -> QuerySet:
    """Rows that stand in the relation with the record of the key, or point at it."""
    if "." in name:
        return _pointing(name, model, key)
    relation = model._meta.get_field(name)
    return relation.related_model._base_manager.filter(**{relation.remote_field.name: key})


def _pointing(name: str, model, key: int) -> QuerySet:
    pointer = apps.get_model(name)
    link = next(field for field in pointer._meta.private_fields if isinstance(field, GenericForeignKey))
    kind = ContentType.objects.get_for_model(model)
    return pointer._base_manager.filter(**{link.ct_field: kind, link.fk_field: key})


def _kept(name: str) -> str:
    return f"has_{name}"
