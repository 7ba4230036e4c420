"""The rules of law, from the data file into the database, after every migration; nothing changed, nothing written.

A version that a duty rests on is frozen: only its end may be set, and only where no case lies after it. A version
without the mark `is_shipped` was made or taken over by hand and is left alone. What could not be taken over is said,
never forced.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.apps import apps as current_apps
from django.db import DEFAULT_DB_ALIAS, models, transaction

from coordination.deadlines.lawfile import FILE, Book, read
from coordination.deadlines.models import Rule, RuleTransition, RuleVersion

logger = logging.getLogger(__name__)


@dataclass
class Outcome:
    """What a loading did, and in `left` a sentence for each difference it could not take over."""

    created: int = 0
    updated: int = 0
    removed: int = 0
    left: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Stored:
    """What the database holds now: three queries."""

    using: str
    rules: dict[str, Rule]
    versions: dict[str, RuleVersion]
    transitions: dict[tuple[str, str], RuleTransition]


def load(using: str = DEFAULT_DB_ALIAS, path: Path = FILE) -> Outcome:
    """Make the shipped rules what the file says. Raises WrongFile before anything is written."""
    book, outcome = read(path), Outcome()
    stored = _stored(using)
    book = _without_taken(book, stored, outcome)
    if _differs(book, stored):
        with transaction.atomic(using=using):
            _load_rules(book, stored, outcome)
            _load_versions(book, stored, outcome)
            _load_transitions(book, stored, outcome)
    for sentence in outcome.left:
        logger.warning("%s", sentence)
    return outcome


def after_migrate(using: str = DEFAULT_DB_ALIAS, apps=current_apps, **_kwargs: Any) -> None:
    """Handler of `post_migrate`, which also follows the flush of a test; not while the tables are of an older time."""
    if using == DEFAULT_DB_ALIAS and all(_is_current(model, apps) for model in (Rule, RuleVersion, RuleTransition)):
        load(using)


def _is_current(model: type[models.Model], apps) -> bool:
    """Whether the migrations that have run give the model all its columns, and no others."""
    try:
        migrated = apps.get_model(model._meta.app_label, model.__name__)
    except LookupError:
        return False
    return _columns(migrated) == _columns(model)


def _columns(model: type[models.Model]) -> set[str | None]:
    return {column.column for column in model._meta.local_concrete_fields}


def _stored(using: str) -> _Stored:
    versions = RuleVersion.objects.using(using).select_related("rule")
    transitions = RuleTransition.objects.using(using).select_related("rule")
    return _Stored(
        using,
        {rule.code: rule for rule in Rule.objects.using(using)},
        {version.key: version for version in versions},
        {(row.code, row.rule.code): row for row in transitions},
    )


def _without_taken(book: Book, stored: _Stored, outcome: Outcome) -> Book:
    """The file without rules whose code a locality has given to a rule of its own."""
    taken = {code for code in book.rules if code in stored.rules and stored.rules[code].locality_id is not None}
    if not taken:
        return book
    outcome.left += [f"{code}: mã này đang là của một quy định riêng của địa phương." for code in sorted(taken)]
    return replace(
        book,
        rules={code: fields for code, fields in book.rules.items() if code not in taken},
        versions={key: fields for key, fields in book.versions.items() if fields["rule"] not in taken},
        transitions={pair: fields for pair, fields in book.transitions.items() if pair[1] not in taken},
    )


def _differs(book: Book, stored: _Stored) -> bool:
    """Whether anything is to be done, or to be said."""
    shipped_rules = {code: rule for code, rule in stored.rules.items() if rule.is_shipped}
    return (
        any(code not in stored.rules for code in book.rules)
        or any(key not in stored.versions for key in book.versions)
        or any(pair not in stored.transitions for pair in book.transitions)
        or bool(_changed(book.rules, shipped_rules))
        or bool(_changed(book.versions, stored.versions))
        or bool(_changed(book.transitions, stored.transitions))
        or bool(_vanished_versions(book, stored))
        or bool(_vanished_transitions(book, stored))
    )


def _changed(wanted: dict, rows: dict) -> dict[Any, dict[str, Any]]:
    """Of the rows that are there, which fields the file has otherwise; `rule` is a code in the file."""
    return {
        key: changes
        for key, fields in wanted.items()
        if key in rows and (changes := {name: new for name, new in fields.items() if _value(rows[key], name) != new})
    }


def _value(row: models.Model, name: str) -> Any:
    value = getattr(row, name)
    return value.code if isinstance(value, Rule) else value


def _load_rules(book: Book, stored: _Stored, outcome: Outcome) -> None:
    """Rules whose words were rewritten by hand keep those; their versions are still looked after."""
    new = [
        Rule(code=code, is_shipped=True, **fields) for code, fields in book.rules.items() if code not in stored.rules
    ]
    changed = [
        _set(stored.rules[code], changes)
        for code, changes in _changed(book.rules, stored.rules).items()
        if stored.rules[code].is_shipped
    ]
    _write(Rule, new, changed, ["title", "section", "note"], stored, outcome)
    stored.rules.update({rule.code: rule for rule in new})


def _load_versions(book: Book, stored: _Stored, outcome: Outcome) -> None:
    """First what goes, then what changes, then what comes."""
    _remove_vanished(book, stored, outcome)
    changed = _update_versions(book, stored, outcome)
    new = [
        RuleVersion(key=key, is_shipped=True, **_resolved(fields, stored))
        for key, fields in book.versions.items()
        if key not in stored.versions and not _is_taken(key, fields, stored, outcome)
    ]
    _write(RuleVersion, new, changed, sorted(next(iter(book.versions.values()))), stored, outcome)


def _update_versions(book: Book, stored: _Stored, outcome: Outcome) -> list[RuleVersion]:
    """The rows to be written; what cannot be taken over is said."""
    differing = _changed(book.versions, stored.versions)
    used = _used(differing, stored.using)
    rows = []
    for key, changes in differing.items():
        version = stored.versions[key]
        if not version.is_shipped:
            outcome.left.append(f"{key}: do cơ quan tự quản lý, không lấy theo tệp ({_names(changes)}).")
        elif key not in used:
            rows.append(_set(version, _resolved(changes, stored)))
        else:
            if _may_close(version, changes, stored.using):
                rows.append(_set(version, {"effective_to": changes.pop("effective_to")}))
            if changes:
                outcome.left.append(f"{key}: đã có việc dùng nên không sửa ({_names(changes)}).")
    return rows


def _remove_vanished(book: Book, stored: _Stored, outcome: Outcome) -> None:
    """What the file no longer knows goes, unless a duty rests on it."""
    gone = _vanished_versions(book, stored)
    used = _used(gone, stored.using)
    outcome.left += [f"{key}: không còn trong tệp nhưng đã có việc dùng." for key in gone if key in used]
    free = [stored.versions.pop(key).pk for key in gone if key not in used]
    if free:
        RuleVersion.objects.using(stored.using).filter(pk__in=free).delete()
        outcome.removed += len(free)


def _vanished_versions(book: Book, stored: _Stored) -> list[str]:
    return [key for key, row in stored.versions.items() if row.is_shipped and key not in book.versions]


def _used(keys: Iterable[str], using: str) -> set[str]:
    """Those of the keys that are frozen; the rows are locked, so that none becomes so in between."""
    keys = list(keys)
    if not keys:
        return set()
    rows = RuleVersion.objects.using(using).filter(key__in=keys)
    list(rows.select_for_update().values_list("pk", flat=True))
    return set(rows.used().values_list("key", flat=True))


def _may_close(version: RuleVersion, changes: dict[str, Any], using: str) -> bool:
    """An end, or an earlier one, after which no case rests on the version."""
    end = changes.get("effective_to")
    if end is None or (version.effective_to is not None and version.effective_to < end):
        return False
    return not RuleVersion.objects.using(using).filter(pk=version.pk).used_after(end).exists()


def _is_taken(key: str, fields: dict[str, Any], stored: _Stored, outcome: Outcome) -> bool:
    """Whether a version made by hand already says what holds in that time: the office's own word stands."""
    start, end = fields["effective_from"], fields["effective_to"]
    for row in stored.versions.values():
        same = (row.rule.code, row.variant, row.level) == (fields["rule"], fields["variant"], fields["level"])
        if row.is_shipped or row.locality_id is not None or not same:
            continue
        if (end is None or row.effective_from <= end) and (row.effective_to is None or row.effective_to >= start):
            outcome.left.append(f"{key}: trùng thời gian với {row.key} do cơ quan tự nhập.")
            return True
    return False


def _load_transitions(book: Book, stored: _Stored, outcome: Outcome) -> None:
    vanished = _vanished_transitions(book, stored)
    if vanished:
        RuleTransition.objects.using(stored.using).filter(pk__in=vanished).delete()
        outcome.removed += len(vanished)
    new = [
        RuleTransition(code=code, rule=stored.rules[rule], **fields)
        for (code, rule), fields in book.transitions.items()
        if (code, rule) not in stored.transitions
    ]
    changes = _changed(book.transitions, stored.transitions)
    changed = [_set(stored.transitions[pair], fields) for pair, fields in changes.items()]
    _write(RuleTransition, new, changed, ["on", "law", "article", "verification", "note"], stored, outcome)


def _vanished_transitions(book: Book, stored: _Stored) -> list[int]:
    """Rules that a transition of the file no longer speaks of."""
    codes = {code for code, _rule in book.transitions}
    return [row.pk for pair, row in stored.transitions.items() if pair[0] in codes and pair not in book.transitions]


def _write(model, new: list, changed: list, fields: list[str], stored: _Stored, outcome: Outcome) -> None:
    rows = model._base_manager.using(stored.using)
    if new:
        rows.bulk_create(new)
    if changed:
        rows.bulk_update(changed, fields)
    outcome.created += len(new)
    outcome.updated += len(changed)


def _resolved(fields: dict[str, Any], stored: _Stored) -> dict[str, Any]:
    """With the rule itself in place of its code."""
    return fields | {"rule": stored.rules[fields["rule"]]} if "rule" in fields else fields


def _set(row, changes: dict[str, Any]):
    for name, value in changes.items():
        setattr(row, name, value)
    return row


def _names(changes: dict[str, Any]) -> str:
    return ", ".join(sorted(changes))
