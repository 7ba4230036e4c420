"""Which relations of a record have rows at all, asked for a whole page in one statement.

A page of one record draws a dozen panels, of which most have nothing to show; whoever draws one asks `has` first.
"""

from django.db.models import Exists, OuterRef, QuerySet


def with_ties(rows: QuerySet, names) -> QuerySet:
    """The rows, each knowing of these relations whether there is anything at the other end."""
    return rows.annotate(**{_kept(name): Exists(_other_end(rows.model, name)) for name in names})


def has(record, name: str) -> bool:
    """Whether the relation leads anywhere, ungated: what somebody may see of it is a question of its own.

    Of a record that was read `with_ties` as it was then; of any other as it is now.
    """
    known = getattr(record, _kept(name), None)
    return _other_end(type(record), name, record.pk).exists() if known is None else known


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


def _other_end(model, name: str, key=None) -> QuerySet:
    """Rows that stand in the relation with the record of the key, or of the outer query."""
    relation = model._meta.get_field(name)
    back = relation.remote_field.name
    return relation.related_model._base_manager.filter(**{back: OuterRef("pk") if key is None else key})


def _kept(name: str) -> str:
    return f"has_{name}"
