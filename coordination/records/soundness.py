"""Validating many new records together: the same rules as `full_clean`, with one question for each foreign key.

Unique and check constraints are left to the database, which asks them of every row when they are written; what it
refuses is validated singly by whoever writes, for the words.
"""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db.models import ForeignKey


def check_all(records: Sequence) -> None:
    """Raise ValidationError unless fields, links and `clean` of all records (of one model) are in order."""
    links = [field for field in type(records[0])._meta.concrete_fields if isinstance(field, ForeignKey)]
    names = {field.name for field in links}
    for field in links:
        _check_link(field, records)
    for record in records:
        record.clean_fields(exclude=names)
        record.clean()


def _check_link(field: ForeignKey, records: Sequence) -> None:
    """Every value leads to a row; no value only where the field may be empty."""
    values = {getattr(record, field.attname) for record in records}
    if None in values and field.editable and not field.blank:
        raise ValidationError({field.name: field.error_messages["null"]})
    wanted = values - {None}
    if not wanted:
        return
    rows = field.remote_field.model._base_manager.complex_filter(field.get_limit_choices_to())
    target = field.target_field.attname
    if rows.filter(**{f"{target}__in": wanted}).values(target).distinct().count() != len(wanted):
        raise ValidationError({field.name: "Có hồ sơ gắn với một dòng không còn."})
