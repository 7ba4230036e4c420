"""The facts of any record, read from its fields: what a page shows before an app says it better."""

from django.db import models

from coordination.ui import registry
from coordination.ui.show import capfirst, due_tag, show

TECHNICAL = {
    "id", "locality", "confidential", "draft_of", "constituency", "created_at", "created_by", "changed_at", "revision",
    "status",
}  # fmt: skip
DUE = {"due_on", "promise_due_on", "promised_on"}
LONG = 90  # letters from which a text takes the whole line


def facts_of(record, user) -> list[tuple[str, str]]:
    """(label, value) of every field that says more than the title. Titles of hidden records stay hidden."""
    fields = [field for field in record._meta.fields if field.name not in TECHNICAL]
    pairs = [(field, value_of(record, field, user)) for field in (*fields, *record._meta.many_to_many)]
    title = str(record)
    return [(capfirst(str(field.verbose_name)), value) for field, value in pairs if value not in ("", title)]


def foreign_keys(model) -> list[str]:
    """The foreign keys that `facts_of` shows, to be fetched with the record."""
    return [f.name for f in model._meta.fields if f.is_relation and f.name not in TECHNICAL and not f.primary_key]


def value_of(record, field, user):
    """What a field holds, in words; titles of hidden records stay hidden."""
    if field.many_to_many:
        return _rows(record, field, user)
    if field.choices:
        return getattr(record, f"get_{field.name}_display")() or ""
    value = getattr(record, field.name)
    if isinstance(value, models.Model):
        return _title(value, user)
    if isinstance(value, int) and "year" in field.name:
        return str(value)
    return due_fact(record, field.name) if field.name in DUE else show(value)


def due_fact(record, name) -> str:
    """A due date of a record, which opens its reason; nothing for nothing."""
    day = getattr(record, name)
    return due_tag(day, registry.why_url(record, day)) if day else ""


def _title(related, user) -> str:
    """A record's title if the user may see it, else only its case code; other rows have nothing to hide."""
    if not hasattr(related, "case_code"):
        return str(related)
    if type(related).objects.visible_to(user).filter(pk=related.pk).exists():
        return related.public_title
    return related.case_code


def _rows(record, field, user) -> str:
    rows = getattr(record, field.name).all()
    if hasattr(rows, "visible_to"):
        rows = rows.visible_to(user)
    return ", ".join(str(getattr(row, "public_title", row)) for row in rows[:50])
