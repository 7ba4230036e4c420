"""A calendar for tests: 2025 to 2027 as far as the vectors need it, written out so that no data file decides them."""

from datetime import date, timedelta

from coordination.deadlines.calendar import Calendar, DayKind, Mark


def d(text: str) -> date:
    """12/02/2026."""
    day, month, year = map(int, text.split("/"))
    return date(year, month, day)


def _row(first: str, days: int, name: str, kind=DayKind.HOLIDAY, is_provisional=False) -> dict[date, Mark]:
    return {d(first) + timedelta(days=n): Mark(kind, name, is_provisional) for n in range(days)}


MARKS = (
    _row("01/01/2025", 1, "Tết Dương lịch")
    | _row("26/04/2025", 1, "Làm bù cho ngày 02/05/2025", DayKind.MAKEUP_WORKING)
    | _row("30/04/2025", 1, "Ngày Chiến thắng")
    | _row("01/05/2025", 1, "Ngày Quốc tế Lao động")
    | _row("02/05/2025", 1, "Nghỉ hoán đổi", DayKind.SWAP_OFF)
    | _row("01/01/2026", 1, "Tết Dương lịch")
    | _row("02/01/2026", 1, "Nghỉ hoán đổi", DayKind.SWAP_OFF)
    | _row("10/01/2026", 1, "Làm bù cho ngày 02/01/2026", DayKind.MAKEUP_WORKING)
    | _row("16/02/2026", 5, "Tết Nguyên đán")
    | _row("26/04/2026", 1, "Giỗ Tổ Hùng Vương")
    | _row("27/04/2026", 1, "Nghỉ bù Giỗ Tổ Hùng Vương", DayKind.COMPENSATORY_OFF)
    | _row("30/04/2026", 1, "Ngày Chiến thắng")
    | _row("01/05/2026", 1, "Ngày Quốc tế Lao động")
    | _row("22/08/2026", 1, "Làm bù cho ngày 31/08/2026", DayKind.MAKEUP_WORKING, is_provisional=True)
    | _row("31/08/2026", 1, "Nghỉ hoán đổi", DayKind.SWAP_OFF)
    | _row("01/09/2026", 2, "Quốc khánh")
    | _row("23/11/2026", 1, "Đang lấy ý kiến nghỉ hoán đổi", DayKind.ORDINARY, is_provisional=True)
    | _row("24/11/2026", 1, "Ngày Văn hóa Việt Nam")
    | _row("01/01/2027", 1, "Tết Dương lịch")
    | _row("04/02/2027", 7, "Tết Nguyên đán", is_provisional=True)
)
YEARS = Calendar(MARKS)
