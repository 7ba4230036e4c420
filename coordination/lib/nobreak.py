"""What never breaks across lines in official writing: numbers with their per cent, symbols, dates, "Điều 5".

A symbol may go on in the next line after a hyphen between two abbreviations (53/QCPH-|HĐND-|UBND), as offices write it
themselves: a justified line would be pulled apart by it. Its number stays with what follows the slash.
"""

import re
from collections.abc import Iterator

_NUMBER = r"\d+(?:[.,]\d+)*"
_DATE = r"ngày\s\d{1,2}\stháng\s\d{1,2}\snăm\s\d{4}|tháng\s\d{1,2}\snăm\s\d{4}"
# 53/QCPH-HĐND-UBND, 12/2023/NQ-HĐND, 29/7/2021, 197/204, 2021-2026, 2021 – 2026
_SYMBOL = r"\d+(?:[/–-][\w.]*\w)+|\d+\s[–-]\s\d+"
_QUANTITY = rf"{_NUMBER}\s?%(?:/\w+)?|{_NUMBER}"
_LABEL = r"(?:[Đđ]iều|[Kk]hoản|[Đđ]iểm|[Cc]hương|[Mm]ục|[Nn]ăm|[Qq]uý|[Ss]ố|[Tt]hứ)"
_LABELLED = rf"{_LABEL}\s(?:{_SYMBOL}|{_NUMBER}|[IVX]+\b)"
# "Sở Y tế": the short word is not left behind at the end of a line.
_BODY = r"(?:Sở|Bộ|Ban)\s\w+"
_JOINT = re.compile(r"(?<=[^\W\d]{2}-)(?=[^\W\d]{2})")
_WHOLE = re.compile(rf"(?<![\w/])(?:{_BODY}|{_DATE}|{_LABELLED}|{_SYMBOL}|{_QUANTITY})")


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it has to stay on one line. Joined, the pieces are the text unchanged."""
    position = 0
    for match in _WHOLE.finditer(text):
        if match.start() > position:
            yield text[position : match.start()], False
        for part in _JOINT.split(match[0]):
            yield part, True
        position = match.end()
    if position < len(text):
        yield text[position:], False
