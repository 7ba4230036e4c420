"""The data file of the law (data/rules.yaml), read and checked: what it says as fields of the models, nothing written.

A wrong file never gets as far as the database: `WrongFile` names the rule and the field.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError

from coordination.deadlines.choices import RuleKind, Section
from coordination.deadlines.models import Rule, RuleTransition, RuleVersion
from coordination.deadlines.models.law import key_of

FILE = Path(__file__).parent / "data" / "rules.yaml"

# What a rule may say for all its versions; a version may say the same and `from`, `to`, `note` besides.
_SHARED = {
    *("kind", "sense", "value", "unit", "direction", "anchor", "level", "law", "article", "verification"),
    *("day", "month", "year", "year_offset", "extension", "denominator", "is_strict"),
}
_RULE = _SHARED | {"title", "note", "variants", "versions"}
_VERSION = _SHARED | {"variant", "from", "to", "note"}
_EXTENSION = {"limit", "value", "by"}
_TRANSITION = {"from", "rules", "law", "article", "verification", "note"}
_EXAMPLE = {"section", "place", "law", "from", "to", "verification", "periods"}
_SAYS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    RuleKind.DURATION: (("value", "unit"), ("day", "month", "year", "denominator")),
    RuleKind.FIXED_DATE: (("day", "month"), ("value", "unit", "denominator")),
    RuleKind.THRESHOLD: (("value", "denominator"), ("unit", "day", "month", "year")),
}
"""What a kind of rule needs and what it must not say; a frequency is like a duration."""
_FATES = {"none", "transition", "local_example"}
_PARTS = {"phrases", "laws", "variants", "rules", "transitions", "local_examples", "mapping"}
_NUMBERS = {"value", "denominator", "day", "month", "year", "year_offset", "extension_limit", "extension_value"}
_DAYS = {"effective_from", "effective_to", "on"}


class WrongFile(ValueError):
    """The file cannot be loaded; the sentence says which rule and which field, and what is the matter."""

    def __init__(self, where: str, field: str, problem: str):
        super().__init__(f"Tệp quy định, {where}, “{field}”: {problem}")


@dataclass(frozen=True)
class Book:
    """The file: rules by code, versions by key (their `rule` is a code), transitions by code and rule code.

    `mapping` says of every row of the catalogue which keys it became, or `none`, `transition`, `local_example`.
    """

    rules: dict[str, dict[str, Any]]
    versions: dict[str, dict[str, Any]]
    transitions: dict[tuple[str, str], dict[str, Any]]
    mapping: dict[str, list[str] | dict[str, str]]


@cache
def read(path: Path = FILE) -> Book:
    """The file, checked. Raises WrongFile."""
    # The C loader is ten times as fast where it was built in.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - a safe loader, either way
    except yaml.YAMLError as error:
        raise WrongFile(path.name, "YAML", str(error)) from error
    _known("đầu tệp", data, _PARTS)
    for part in sorted(_PARTS - set(data)):
        raise WrongFile("đầu tệp", part, "còn thiếu.")
    rules: dict[str, dict] = {}
    versions: dict[str, dict] = {}
    for section, codes in data["rules"].items():
        if section not in Section.values:
            raise WrongFile("rules", section, "không có phần việc này.")
        for code, entry in codes.items():
            if code in rules:
                raise WrongFile(code, "mã", "ghi hai lần.")
            _known(code, entry, _RULE)
            words = {"title": entry.get("title", ""), "note": entry.get("note", "")}
            rules[code] = {"section": section} | words
            _clean(code, Rule(code=code, **rules[code]))
            versions |= _versions(code, entry, data["laws"], data["variants"] | entry.get("variants", {}))
    transitions = _transitions(data["transitions"], rules, data["laws"])
    for code, entry in data["local_examples"].items():
        _check_example(code, entry)
    _check_mapping(data["mapping"], versions, data["transitions"], data["local_examples"])
    return Book(rules, versions, transitions, data["mapping"])


def _versions(code: str, rule: Mapping, laws: Mapping, labels: Mapping) -> dict[str, dict]:
    """The versions of one rule by key."""
    entries = rule.get("versions")
    if not isinstance(entries, list) or not entries:
        raise WrongFile(code, "versions", "phải có ít nhất một phiên bản.")
    shared = {name: value for name, value in rule.items() if name in _SHARED}
    found: dict[str, dict] = {}
    for number, entry in enumerate(entries, start=1):
        where = f"{code}, phiên bản thứ {number}"
        _known(where, entry, _VERSION)
        fields = _fields(where, shared | entry, labels)
        fields["law"] = _law(where, shared | entry, laws)
        fields["rule"] = code
        _check(where, fields)
        key = key_of(code, fields["effective_from"], variant=fields["variant"], level=fields["level"])
        if key in found:
            raise WrongFile(where, "from", f"đã có phiên bản {key}.")
        found[key] = fields
    _check_overlaps(found)
    return found


def _fields(where: str, entry: Mapping, labels: Mapping) -> dict[str, Any]:
    """An entry as fields of RuleVersion, with the defaults of the model for what it leaves out."""
    words = sorted(_listed(entry.get("variant")))
    unknown = [word for word in words if word not in labels]
    if unknown:
        raise WrongFile(where, "variant", f"chưa đặt tên cho trường hợp {', '.join(unknown)}.")
    extension = entry.get("extension", {})
    _known(where, extension, _EXTENSION)
    given = {
        "variant": ",".join(words),
        "variant_label": "; ".join(labels[word] for word in words),
        "effective_from": entry.get("from"),
        "effective_to": entry.get("to"),
        "extension_limit": extension.get("limit", 0),
        "extension_value": extension.get("value"),
        "extension_by": extension.get("by", ""),
    }
    plain = [name for name in _SHARED | {"note"} if name not in ("law", "extension")]
    nothing = RuleVersion()
    return given | {name: entry.get(name, getattr(nothing, name)) for name in plain}


def _check(where: str, fields: Mapping) -> None:
    """Types and choices as the model wants them, and that the entry says a whole thing."""
    _typed(where, fields)
    needed, forbidden = _SAYS.get(fields["kind"], _SAYS[RuleKind.DURATION])
    for name in (*needed, "anchor", "law", "verification"):
        if fields[name] in ("", None):
            raise WrongFile(where, name, "còn thiếu.")
    for name in forbidden:
        if fields[name] not in ("", None):
            raise WrongFile(where, name, f"không dùng với loại {fields['kind']}.")
    if fields["kind"] == RuleKind.THRESHOLD and fields["value"] > fields["denominator"]:
        raise WrongFile(where, "denominator", "tỷ lệ không thể lớn hơn 1.")
    if fields["extension_limit"] and not fields["extension_value"]:
        raise WrongFile(where, "extension", "được gia hạn thì ghi mỗi lần bao nhiêu.")
    if fields["effective_to"] and fields["effective_to"] < fields["effective_from"]:
        raise WrongFile(where, "to", "trước ngày bắt đầu.")
    _clean(where, RuleVersion(**{name: value for name, value in fields.items() if name != "rule"}))


def _check_overlaps(versions: Mapping[str, Mapping]) -> None:
    """No day on which two versions of one rule hold for the same case."""
    in_order = sorted(
        versions, key=lambda key: (versions[key]["variant"], versions[key]["level"], versions[key]["effective_from"])
    )
    for first, second in pairwise(in_order):
        one, two = versions[first], versions[second]
        if (one["variant"], one["level"]) != (two["variant"], two["level"]):
            continue
        if one["effective_to"] is None or one["effective_to"] >= two["effective_from"]:
            last = two["effective_from"] - timedelta(days=1)
            raise WrongFile(first, "to", f"trùng thời gian với {second}; muộn nhất là {last}.")


def _transitions(entries: Mapping, rules: Mapping, laws: Mapping) -> dict[tuple[str, str], dict]:
    found = {}
    for code, entry in entries.items():
        _known(code, entry, _TRANSITION)
        fields = {
            "on": entry.get("from"),
            "law": _law(code, entry, laws),
            **{name: entry.get(name, "") for name in ("article", "verification", "note")},
        }
        _typed(code, fields)
        _clean(code, RuleTransition(code=code, **fields))
        for rule in entry.get("rules", ()):
            if rule not in rules:
                raise WrongFile(code, "rules", f"không có quy định {rule}.")
            found[code, rule] = fields
    return found


def _check_example(code: str, entry: Mapping) -> None:
    """An example of a place is not loaded, but it is kept as right as the rest."""
    _known(code, entry, _EXAMPLE)
    shared = {name: entry[name] for name in ("law", "from", "to", "verification") if name in entry}
    for number, period in enumerate(entry.get("periods", ()), start=1):
        where = f"{code}, mục thứ {number}"
        _known(where, period, _SHARED | {"title"})
        fields = _fields(where, {"from": date.min} | shared | period, {})
        _check(where, fields | {"law": shared.get("law", entry.get("place", ""))})


def _check_mapping(mapping: Mapping, versions: Mapping, transitions: Mapping, examples: Mapping) -> None:
    """Every key exists and every version comes from a row."""
    named: set[str] = set()
    for row, fate in mapping.items():
        if isinstance(fate, list):
            missing = [key for key in fate if key not in versions]
            if missing or not fate:
                raise WrongFile("mapping", row, f"không có phiên bản {', '.join(missing)}.")
            named |= set(fate)
            continue
        (word, what), *_ = fate.items()
        there = {"none": {what}, "transition": transitions, "local_example": examples}
        if word not in _FATES or not what or what not in there[word]:
            raise WrongFile("mapping", row, f"không hiểu “{word}: {what}”.")
    unnamed = sorted(set(versions) - named)
    if unnamed:
        raise WrongFile("mapping", unnamed[0], "phiên bản này không đến từ dòng nào.")


def _law(where: str, entry: Mapping, laws: Mapping) -> str:
    """The names of the laws an entry refers to."""
    keys = _listed(entry.get("law"))
    unknown = [key for key in keys if key not in laws]
    if unknown or not keys:
        raise WrongFile(where, "law", f"không có văn bản {', '.join(unknown)}." if unknown else "còn thiếu.")
    return "; ".join(laws[key] for key in keys)


def _listed(value: Any) -> list[str]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _known(where: str, entry: Any, names: Iterable[str]) -> None:
    """Fields that are misspelt would otherwise be lost in silence."""
    if not isinstance(entry, Mapping):
        raise WrongFile(where, "nội dung", "phải là các cặp tên: giá trị.")
    for name in entry:
        if name not in names:
            raise WrongFile(where, str(name), "không có trường này.")


def _typed(where: str, fields: Mapping) -> None:
    """YAML says what is a number and what is a day; the model would take "7" for 7."""
    for name, value in fields.items():
        if value is None:
            if name in ("effective_from", "on"):
                raise WrongFile(where, "from", "còn thiếu.")
            continue
        if name in _NUMBERS and type(value) is not int:
            raise WrongFile(where, name, f"“{value}” không phải là số nguyên.")
        if name == "is_strict" and type(value) is not bool:
            raise WrongFile(where, name, f"“{value}” phải là true hoặc false.")
        if name in _DAYS and type(value) is not date:
            raise WrongFile(where, {"effective_to": "to"}.get(name, "from"), f"“{value}” không phải là ngày.")


def _clean(where: str, row: Rule | RuleVersion | RuleTransition) -> None:
    """Choices and lengths, as the model knows them."""
    try:
        row.clean_fields(exclude={"key", "rule", "locality", "document"})
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise WrongFile(where, name, " ".join(messages)) from error
