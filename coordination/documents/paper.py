"""What frames an official document under Decree 30/2020, Annex I: head, symbol, date, signatures, recipients.

Plain values, no models: the caller fills a `Paper`, the template `pdf/decree30.html` sets it.
"""

import re
from dataclasses import dataclass

from coordination.lib.dates import AnyDate, PartialDate, official_long

HEAD_LETTERS = 22
"""How many bold capitals stand in a line beside the nation's name."""
PHRASE = re.compile(
    r"(?<!thị) (?=(?:Hội đồng nhân dân|Ủy ban|Tổ quốc Việt Nam|tỉnh|thành phố|huyện|thị xã|xã|phường)\b)"
)


@dataclass(frozen=True)
class Signature:
    """One party's signature block.

    `capacity`: lines such as "TM. ỦY BAN NHÂN DÂN TỈNH", "KT. CHỦ TỊCH"; `title`: "PHÓ CHỦ TỊCH"; `name` may be empty.
    """

    capacity: tuple[str, ...]
    title: str = ""
    name: str = ""


@dataclass(frozen=True)
class Paper:
    """The frame of one document. What is unknown stays empty and gets an empty place on paper."""

    type_name: str
    """ "Báo cáo": set in capitals."""
    abstract: str
    """Trích yếu: "Kết quả thực hiện Quy chế phối hợp năm 2023"."""
    issuer: tuple[str, ...]
    """The issuing body, broken into lines as the head has room for some 25 letters; set in bold capitals."""
    parent_body: str = ""
    """The body above the issuer, in plain capitals; empty for councils, committees and the Front themselves."""
    number: str = ""
    symbol: str = ""
    """What follows the number: "BC-HĐND"."""
    place: str = ""
    """The name of the place without its kind: "Bắc Kạn"."""
    issued_on: AnyDate | None = None
    is_draft: bool = False
    bases: tuple[str, ...] = ()
    """Legal bases, each beginning with "Căn cứ"."""
    signatures: tuple[Signature, ...] = ()
    """In the order in which the parties stand in the regulation."""
    recipients: tuple[str, ...] = ()
    archive: str = "VT"
    """Where the office keeps its copy, after "Lưu:"."""

    @property
    def issuer_words(self) -> str:
        """The issuing body in running text."""
        return " ".join(self.issuer)

    @property
    def title(self) -> str:
        """One line for the file's metadata."""
        return f"{self.type_name} {_lower_first(self.abstract)}".strip()

    @property
    def number_padded(self) -> str:
        """Numbers below 10 have a zero in front."""
        return self.number.zfill(2) if self.number.isdigit() else self.number

    @property
    def date_words(self) -> tuple[tuple[str, str], ...]:
        """Pairs such as ("ngày", "29"), ("tháng", "7"), ("năm", ""): an empty second half is an empty place."""
        day = self.issued_on
        known = official_long(day).split() if day else []
        values = dict(zip(known[::2], known[1::2], strict=True))
        return tuple((word, values.get(word, "")) for word in ("ngày", "tháng", "năm"))

    @property
    def basis_lines(self) -> tuple[str, ...]:
        """Each basis with its semicolon, the last with its full stop."""
        return _closed(self.bases)

    @property
    def recipient_lines(self) -> tuple[str, ...]:
        """The list under "Nơi nhận:", the archive last."""
        return _closed((*(f"- {line}" for line in self.recipients), f"- Lưu: {self.archive}"))

    @property
    def reference(self) -> str:
        """How another paper names this one, as far as known: "Báo cáo số 12/BC-HĐND ngày 29 tháng 7 năm 2021"."""
        parts = [self.type_name]
        if self.number and self.symbol:
            parts.append(f"số {self.number_padded}/{self.symbol}")
        if isinstance(self.issued_on, PartialDate) and self.issued_on.exact is None:
            return " ".join(parts)
        return " ".join([*parts, official_long(self.issued_on)]).strip()


def name_lines(name: str) -> tuple[str, ...]:
    """A body's name in lines that the head and the signatures have room for, broken between phrases."""
    lines = [""]
    for phrase in filter(None, PHRASE.split(name)):
        joined = f"{lines[-1]} {phrase.strip()}".strip()
        if len(joined) <= HEAD_LETTERS or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(phrase.strip())
    return tuple(lines)


def _closed(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Lines with a semicolon each, the last with a full stop, whatever they ended with."""
    return tuple(
        f"{line.rstrip(' .;,')}{'.' if place == len(lines) else ';'}" for place, line in enumerate(lines, start=1)
    )


def _lower_first(text: str) -> str:
    """The text with a small first letter, unless it begins with an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
