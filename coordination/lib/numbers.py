"""Numbers as officials write them: a point between thousands, a comma before decimals."""

from decimal import ROUND_HALF_UP, Decimal

Number = int | float | Decimal
NBSP = "\u00a0"


def _decimal(number: Number) -> Decimal:
    """The number as the decimal its shortest writing shows, so that 8.8 is 8.8."""
    value = number if isinstance(number, Decimal) else Decimal(str(number))
    if not value.is_finite():
        raise ValueError("Không phải là một số hữu hạn.")
    return value


def _rounded(value: Decimal, places: int) -> Decimal:
    """Rounded half up, as everybody does by hand (Python's own default rounds half to even)."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def vi(number: Number, places: int | None = None) -> str:
    """1234.5 → "1.234,5". `places` fixes the decimals; without it, those the number has, no trailing zeros."""
    value = _decimal(number)
    text = f"{value if places is None else _rounded(value, places):,f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    if not text.strip("-0.,"):
        text = text.lstrip("-")
    return text.translate(str.maketrans(",.", ".,"))


def percent(number: Number, places: int = 1) -> str:
    """A number of per cents: 31.5 → "31,5 %", 60 → "60 %", with a no-break space."""
    return f"{vi(_rounded(_decimal(number), places))}{NBSP}%"


def share(part: Number, whole: Number, places: int = 1) -> str:
    """How much of the whole the part is, in per cent; empty when there is no whole to speak of."""
    if not whole:
        return ""
    return percent(_decimal(part) * 100 / _decimal(whole), places)


def ratio(part: Number, whole: Number) -> str:
    """Two numbers side by side: "197/204"."""
    return f"{vi(part)}/{vi(whole)}"
