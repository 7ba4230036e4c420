"""Finding the version of a rule that holds for a case: by the rule's own anchor day, place, level and variant."""

from collections.abc import Iterable
from datetime import date

from coordination.deadlines.models import Rule, RuleVersion
from coordination.people.choices import Level
from coordination.people.models import Locality
from coordination.records.errors import Refused


class NoRule(Refused):
    """There is no such rule, variant, or version on that day; the sentence names what there is."""


def rule_of(code: str, locality: Locality | None = None) -> Rule:
    """The rule of that code: a common one or the locality's own. Raises NoRule."""
    rule = Rule.objects.for_locality(locality).filter(code=code.strip().upper()).first()
    if rule is None:
        raise NoRule(f"Không có quy định mang mã {code}.")
    return rule


def version_on(
    rule: Rule, on: date, *, locality: Locality | None = None, level: str = "", variants: Iterable[str] = ()
) -> RuleVersion:
    """The version in force on the day. A locality's own document beats the law, a particular level beats any.

    `level` defaults to that of the locality; without either, a rule that speaks of one level only means that one.
    Raises NoRule, saying which variants, levels or days there are.
    """
    level = level or (locality.level if locality else "")
    variant = variant_of(variants)
    rows = list(rule.versions.for_locality(locality).select_related("rule", "locality", "document"))
    alike = [row for row in rows if row.variant == variant]
    if not alike:
        raise NoRule(_no_variant(rule, variant, rows))
    fitting = [row for row in alike if row.level in ("", level or _only_level(alike))]
    in_force = [row for row in fitting if row.holds_on(on)]
    if not in_force:
        raise NoRule(_not_in_force(rule, on, level, alike, fitting))
    return max(in_force, key=lambda row: (row.locality_id is not None, bool(row.level), row.effective_from, row.pk))


def is_used(version: RuleVersion) -> bool:
    """Whether any duty at all rests on it, seen by whoever: then its text is frozen."""
    return RuleVersion.objects.filter(pk=version.pk).used().exists()


def next_of(version: RuleVersion) -> RuleVersion | None:
    """The version that follows in the same case, if there is one already."""
    rows = version.siblings().filter(effective_from__gt=version.effective_from)
    return rows.order_by("effective_from").first()


def variant_of(words: Iterable[str]) -> str:
    """The words of a case as versions keep them: sorted, once each, joined by commas."""
    return ",".join(sorted({word.strip().lower() for word in words} - {""}))


def _only_level(rows: list[RuleVersion]) -> str:
    levels = {row.level for row in rows}
    return levels.pop() if len(levels) == 1 else ""


def _no_variant(rule: Rule, variant: str, rows: list[RuleVersion]) -> str:
    known = {row.variant: row.variant_label for row in rows if row.variant}
    plain = any(not row.variant for row in rows)
    if not rows:
        return f"{rule.code} không có phiên bản nào."
    if not known:
        return f"{rule.code} không chia trường hợp: không có “{variant}”."
    there = "; ".join(f"{word} ({label})" if label else word for word, label in sorted(known.items()))
    if not variant:
        return f"{rule.code} chỉ áp dụng cho từng trường hợp, hãy chọn: {there}."
    return f"{rule.code} không có trường hợp “{variant}”; các trường hợp có: {there}{'; hoặc để trống' * plain}."


def _not_in_force(rule: Rule, on: date, level: str, alike: list[RuleVersion], fitting: list[RuleVersion]) -> str:
    others = [row for row in alike if row not in fitting]
    there = ", ".join(Level(word).label for word in Level.values if word in {row.level for row in others})
    if not level and any(row.holds_on(on) for row in others):
        return f"{rule.code} quy định riêng cho {there}: hãy chọn cấp."
    if not fitting:
        return f"{rule.code} không áp dụng cho {Level(level).label}; chỉ cho {there}."
    first = min(row.effective_from for row in fitting)
    if on < first:
        return f"{rule.code} áp dụng từ ngày {first:%d/%m/%Y}, sau ngày mốc {on:%d/%m/%Y}."
    return f"{rule.code} không có phiên bản nào áp dụng vào ngày {on:%d/%m/%Y}."
