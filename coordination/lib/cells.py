"""Text on its way into spreadsheets and feeds, and out of them: what they would reckon, what they cannot keep."""

import re

_RECKONED = ("=", "+", "-", "@", "\t", "\r", "\n")
_UNKEPT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def is_reckoned(text: str) -> bool:
    """Whether a spreadsheet may take the text for a formula: by its first letter, blanks before it apart."""
    return text.lstrip(" ").startswith(_RECKONED)


def kept(text: str, instead: str = "") -> str:
    """The text without letters that XML and databases do not keep; tabs and ends of lines stay."""
    return _UNKEPT.sub(instead, text)
