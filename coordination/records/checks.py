"""Check constraints asked all at once: a model with nine of them would ask the database nine times before each save."""

from functools import reduce
from operator import and_

from django.core.exceptions import FieldError
from django.db import router
from django.db.models import CheckConstraint, Q, Value


def all_hold(record, exclude=None) -> bool:
    """Whether no check constraint of the record's model objects, by one question over the fields that they name.

    A constraint over an excluded field is left out, as Django leaves it out. After False each is asked for its words.
    """
    left_out = set(exclude or ())
    checks = [Q(row.condition) for row in record._meta.constraints if isinstance(row, CheckConstraint)]
    checks = [check for check in checks if not check.referenced_base_fields & left_out]
    if not checks:
        return True
    names = set().union(*(check.referenced_base_fields for check in checks))
    try:
        against = {name: _value(record, name) for name in names}
        return reduce(and_, checks).check(against, using=router.db_for_write(type(record), instance=record))
    except FieldError:
        return False


def _value(record, name: str):
    field = record._meta.get_field(name)
    value = getattr(record, field.attname)
    return value if hasattr(value, "resolve_expression") else Value(value, field)


def without_checks(constraints) -> list:
    """Pairs (model, constraints) with only those that are no check constraints."""
    return [(model, [row for row in rows if not isinstance(row, CheckConstraint)]) for model, rows in constraints]
