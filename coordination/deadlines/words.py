"""What a version of a rule says, in words: "10 ngày làm việc sau ngày thụ lý"."""

from datetime import date

from coordination.deadlines.calendar import Direction, Sense
from coordination.deadlines.choices import UNITS, RuleKind
from coordination.lib.dates import screen

_UNITS: dict[str, str] = {str(unit): words for unit, words in UNITS}


def in_words(version) -> str:
    """The whole of it as a piece of a sentence, small first letter, without law and dates."""
    if version.kind == RuleKind.FREQUENCY:
        return _how_often(version)
    if version.kind == RuleKind.FIXED_DATE:
        return f"{'từ' if version.sense == Sense.AT_LEAST else 'chậm nhất'} {day_of_year(version)}"
    if version.kind == RuleKind.THRESHOLD:
        return f"{share(version)} {version.anchor}"
    if version.value == 0:
        return f"{'ngay từ' if version.sense == Sense.AT_LEAST else 'ngay trong'} {version.anchor}"
    side = "trước" if version.direction == Direction.BEFORE else "sau"
    piece = f"{amount(version.value, version.unit)} {side} {version.anchor}"
    if version.sense == Sense.AT_LEAST:
        return f"ít nhất {piece}"
    return f"chậm nhất {piece}" if version.direction == Direction.BEFORE else piece


def amount(value: int | None, unit: str) -> str:
    """ "10 ngày làm việc"; nothing where no number is known."""
    return "" if value is None else f"{value} {_UNITS.get(unit, unit)}"


def share(version) -> str:
    """Of a majority: "quá 1/2", "ít nhất 2/3"."""
    return f"{'quá' if version.is_strict else 'ít nhất'} {version.value}/{version.denominator}"


def day_of_year(version) -> str:
    """Of a fixed date: "ngày 28/02/2027", "ngày 01/03 của năm trước năm của kế hoạch", "ngày 31/12 hằng năm"."""
    day = f"ngày {version.day:02}/{version.month:02}"
    if version.year:
        return f"{day}/{version.year}"
    anchor = version.anchor if version.anchor.startswith("năm ") else ""
    if version.year_offset:
        side = "trước" if version.year_offset < 0 else "sau"
        return f"{day} của năm {side} {anchor}".rstrip()
    return f"{day} {anchor or 'hằng năm'}"


def extension_words(version) -> str:
    """ "gia hạn nhiều nhất 2 lần, mỗi lần 30 ngày (Chủ tịch UBND)"; nothing where none is allowed."""
    if not version.extension_limit:
        return ""
    by = f" ({version.extension_by})" if version.extension_by else ""
    each = amount(version.extension_value, version.unit)
    times = f"nhiều nhất {version.extension_limit} lần, mỗi lần" if version.extension_limit > 1 else "một lần,"
    return f"gia hạn {times} {each}{by}"


def interval(first: date, last: date | None) -> str:
    """ "từ 01/07/2026", "01/07/2012 – 30/06/2026"."""
    return f"{screen(first)} – {screen(last)}" if last else f"từ {screen(first)}"


def case_words(version) -> str:
    """Which case it is about: variant and level, "vụ việc phức tạp, cấp tỉnh"; nothing for the plain case anywhere."""
    variant = version.variant_label or version.variant
    return ", ".join(part for part in (variant, version.get_level_display() if version.level else "") if part)


def citation(version) -> str:
    """Law and article as one line."""
    return ", ".join(part for part in (version.law, version.article) if part)


def _how_often(version) -> str:
    least = "ít nhất " if version.sense == Sense.AT_LEAST else ""
    unit = "ngày" if version.unit == "calendar_day" else _UNITS.get(version.unit, version.unit)
    return f"mỗi {unit} {least}{version.value} lần"
