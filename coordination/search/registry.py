"""What of a record can be found: each app declares it in its `search.py`."""

from django.db import models


class SearchIndex:
    """Fields of one model that search reads, heaviest first; names may be dotted paths."""

    model: type[models.Model]
    label: str
    fields: tuple[tuple[str, int], ...]

    @classmethod
    def title(cls, record) -> str:
        """The line shown in results."""
        return record.public_title

    @classmethod
    def text(cls, record) -> str:
        """All searchable words; nothing of a confidential record but its case code."""
        if record.confidential:
            return record.case_code
        parts = [_value(record, name) for name, _weight in sorted(cls.fields, key=lambda field: -field[1])]
        return " ".join(part for part in parts if part)

    @classmethod
    def also(cls, record) -> None:
        """What else is found by a record's words and kept in step with them; nothing by default."""

    @classmethod
    def also_all(cls, records) -> None:
        """The same for many new records."""
        for record in records:
            cls.also(record)


_indexes: dict[type[models.Model], type[SearchIndex]] = {}


def register(index: type[SearchIndex]) -> type[SearchIndex]:
    """Declare an index; usable as a decorator."""
    _indexes[index.model] = index
    return index


def index_of(model) -> type[SearchIndex] | None:
    """The index of a model, or none when it cannot be found by search."""
    return _indexes.get(model)


def indexes() -> list[type[SearchIndex]]:
    """All declared indexes, by label."""
    return sorted(_indexes.values(), key=lambda index: index.label)


def _value(record, path: str) -> str:
    value = record
    for name in path.split("."):
        value = getattr(value, name, None)
        if value is None:
            return ""
    return str(value() if callable(value) else value)
