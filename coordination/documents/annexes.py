"""Long tables as a Word file: across an A4 page what is attached to a report, upright the minutes that hold tables.

Texts go in as text. Rows are written as XML: python-docx itself needs milliseconds for a cell. Widths in millimetres.
"""

import io
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from coordination.documents import docx
from coordination.documents.docx import _font, _page_number
from coordination.documents.layout import Block, LetterPaper

SIZE = 11
TWIPS = 56.7
"""Twentieths of a point in a millimetre."""
TEXT = 297 - 20 - 15
"""Width of the text."""
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


@dataclass(frozen=True)
class Table:
    """A table of minutes: (text, width) of its headings, the cells of its lines, and which columns hold numbers."""

    headings: Sequence[tuple[str, int]]
    lines: Iterable[Sequence[str]]
    numbers: Collection[int] = ()


def minutes(paper: LetterPaper, parts: Iterable[Block | Table]) -> bytes:
    """A paper in the layout of Decree 30 whose body is paragraphs and tables in turn, signed by two side by side."""
    document = docx._blank(paper)
    docx._head(document, paper)
    docx._title(document, paper)
    for part in parts:
        if isinstance(part, Table):
            lines = ((False, cells) for cells in part.lines)
            table = _table(part.headings, lines, docx.TEXT, is_numbered=False, middle=part.numbers)
            document.element.body.insert(-1, table)
        else:
            docx._block(document, part)
    docx._line(document, "", 6).paragraph_format.keep_with_next = True
    docx._side_by_side(document, paper.signatures)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def annex(
    above: Sequence[tuple[str, bool]],
    headings: Sequence[tuple[str, int]],
    lines: Iterable[tuple[bool, Sequence[str]]],
    below: Sequence[str],
    title: str,
    *,
    is_numbered=True,
) -> bytes:
    """The file. `above`: (text, bold); `headings`: (text, width); `lines`: (a group?, cells; of a group one)."""
    document = _page(title)
    for text, bold in above:
        paragraph = document.add_paragraph()
        paragraph.alignment = ALIGN.CENTER
        run = paragraph.add_run(_clean(text))
        run.bold, run.font.size = bold, Pt(13)
    document.add_paragraph()
    document.element.body.insert(-1, _table(headings, lines, is_numbered=is_numbered))
    for text in below:
        document.add_paragraph(_clean(text)).paragraph_format.space_before = Pt(4)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page(title: str):
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(20), Mm(15)
    section.different_first_page_header_footer = True
    _font(document.styles["Normal"], SIZE)
    shape = document.styles["Normal"].paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    _page_number(section.header.paragraphs[0])
    properties = document.core_properties
    properties.title, properties.author, properties.comments, properties.language = title, "", "", "vi-VN"
    return document


def _table(headings, lines, wide: int = TEXT, *, is_numbered=True, middle: Collection[int] = ()):
    """`middle`: columns whose cells stand in the middle; `is_numbered`: whether "(1)" stands under the headings."""
    widths = [round(width * wide / sum(wide for _, wide in headings) * TWIPS) for _, width in headings]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    table = parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr><w:tblW w:w='{sum(widths)}' w:type='dxa'/>"
        f"<w:tblBorders>{BORDERS}</w:tblBorders>"
        f"<w:tblLayout w:type='fixed'/></w:tblPr><w:tblGrid>{grid}</w:tblGrid></w:tbl>"
    )
    names = [name for name, _ in headings]
    table.append(_row(names, widths, bold=True, is_head=True))
    if is_numbered:
        table.append(_row([f"({number})" for number in range(1, len(names) + 1)], widths, is_head=True))
    for is_group, cells in lines:
        table.append(_group(cells[0], widths) if is_group else _row(cells, widths, middle=middle))
    return table


def _row(cells, widths, *, bold=False, is_head=False, middle: Collection[int] = ()):
    kept = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if is_head else ""
    inside = "".join(
        _cell(text, width, bold, is_head or place in middle)
        for place, (text, width) in enumerate(zip(cells, widths, strict=True))
    )
    return parse_xml(f"<w:tr {nsdecls('w')}>{kept}{inside}</w:tr>")


def _group(text: str, widths):
    """One text over all columns."""
    cell = _cell(text, sum(widths), True, False, f'<w:gridSpan w:val="{len(widths)}"/>')
    return parse_xml(f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>")


def _cell(text, width, bold, centred, span="") -> str:
    shape = '<w:pPr><w:jc w:val="center"/></w:pPr>' if centred else ""
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    paragraphs = "".join(
        f'<w:p>{shape}<w:r>{look}<w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
        for line in (_clean(text).split("\n") or [""])
    )
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}</w:tcPr>{paragraphs}</w:tc>'


def _clean(text: str) -> str:
    """Without letters that no document can hold."""
    return "".join(char for char in text if (char >= " " or char in "\n\t") and char not in "\ufffe\uffff")
