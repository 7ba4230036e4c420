"""How the plain text of a letter is set: which line is an article, a heading, a line of its own. Knows no models."""

import re
from dataclasses import dataclass

from coordination.documents.paper import Paper

GAP = "…"
"""What stands where nothing is recorded: the office fills it in by hand."""

_ARTICLE = re.compile(r"^(Điều \d+\.)\s*(.*)$")
_PART = re.compile(r"^(?:Phần |Chương |Mục )?[IVXLC]+\. ")


@dataclass(frozen=True)
class Block:
    """One paragraph: `kind` is "text", "article" (bold beginning), "part" (bold) or "command" (bold, in the middle)."""

    kind: str
    text: str
    lead: str = ""


def blocks(text: str) -> tuple[Block, ...]:
    """Every line of a text as a paragraph; empty lines are dropped."""
    return tuple(_block(line) for line in lines(text))


def lines(text: str) -> tuple[str, ...]:
    """The lines that say something, without space around them and without letters that no document can hold."""
    clean = "".join(char for char in text if char >= " " or char in "\n\t")
    return tuple(line.strip() for line in clean.splitlines() if line.strip())


def _block(line: str) -> Block:
    if found := _ARTICLE.match(line):
        return Block("article", found[2], found[1])
    if _PART.match(line):
        return Block("part", line)
    # "QUYẾT ĐỊNH:", "QUYẾT NGHỊ:": capitals and nothing else, one short line.
    if line.isupper() and line.endswith(":") and len(line) <= 40:
        return Block("command", line)
    return Block("text", line)


@dataclass(frozen=True)
class LetterPaper(Paper):
    """A paper with all that stands on it, set alike as PDF and as DOCX."""

    text: str = ""
    addressees: tuple[str, ...] = ()
    greeting: str = "Kính gửi"
    closing_lines: tuple[str, ...] = ()
    authority: str = ""
    """Who decides, over the legal bases of decisions and resolutions: set in bold capitals."""
    is_dispatch: bool = False
    """A dispatch (công văn) has no type name; what it is about stands under its number."""

    @property
    def subject_line(self) -> str:
        """ "V/v …" of a dispatch."""
        return self.abstract if self.abstract.startswith("V/v") else f"V/v {self.abstract}"

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The body, paragraph by paragraph."""
        return blocks(self.text)
