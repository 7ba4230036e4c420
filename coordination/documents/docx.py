"""Official letters as DOCX to be edited: the layout of Decree 30/2020, Annex I. Only this file knows python-docx.

All kinds are made by this code from one blank page, so that they look alike. Texts go in as text: `&` and `<` cannot
break the file. Sizes in points, lengths in millimetres.
"""

import io

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from coordination.documents.layout import Block, LetterPaper

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

FONT = "Times New Roman"
SIZE = 14
INDENT = Mm(12.7)
LEFT, RIGHT = 70, 95
"""Widths of the two columns of the head; together the width of the text: 210 - 30 - 15."""
ISSUER_RULE, MOTTO_RULE, TITLE_RULE = 24, 58, 45
TEXT = LEFT + RIGHT


def letter(paper: LetterPaper) -> bytes:
    """The paper as a DOCX file."""
    document = _blank(paper)
    _head(document, paper)
    _title(document, paper)
    for line in paper.basis_lines:
        _indented(document, "Basis").add_run(line)
    for block in paper.blocks:
        _block(document, block)
    for line in paper.closing_lines:
        _indented(document, "Basis").add_run(line)
    # Signatures do not go over to a page of their own.
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    _closing(document, paper)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _blank(paper: LetterPaper):
    """An empty A4 page with the margins, the font, and page numbers from the second page on."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    normal = document.styles["Normal"]
    _font(normal, SIZE)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    basis = document.styles.add_style("Basis", WD_STYLE_TYPE.PARAGRAPH)
    basis.base_style, basis.font.italic = normal, True
    _page_number(section.header.paragraphs[0])
    properties = document.core_properties
    properties.title, properties.author, properties.language = paper.title, paper.issuer_words, "vi-VN"
    properties.comments = ""
    return document


def _font(style, size: int) -> None:
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)


def _page_number(paragraph) -> None:
    paragraph.alignment = ALIGN.CENTER
    run = paragraph.add_run()
    run.font.size = Pt(13)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = text or None
        run._r.append(part)


def _head(document, paper: LetterPaper) -> None:
    """Issuer and the nation's name, number and place with date: two columns without lines."""
    table = _columns(document, 2)
    issuer, nation = table.rows[0].cells
    if paper.parent_body:
        _line(issuer, paper.parent_body.upper(), 13)
    for line in paper.issuer:
        _line(issuer, line.upper(), 13, bold=True)
    _rule(issuer, ISSUER_RULE, LEFT)
    _line(nation, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)
    _line(nation, "Độc lập - Tự do - Hạnh phúc", 13, bold=True)
    _rule(nation, MOTTO_RULE, RIGHT)
    number, date = table.rows[1].cells
    _line(number, f"Số: {paper.number_padded or '      '}{f'/{paper.symbol}' if paper.symbol else ''}", 13)
    if paper.is_dispatch:
        _line(number, paper.subject_line, 12)
    if paper.is_draft:
        _line(number, "DỰ THẢO", 12, bold=True)
    words = " ".join(f"{word} {value or '   '}" for word, value in paper.date_words)
    _line(date, f"{paper.place}, {words}" if paper.place else words, 13, italic=True)
    _drop_first_lines(table)


def _title(document, paper: LetterPaper) -> None:
    """Type name and abstract with the line under them; of a dispatch only whom it is written to."""
    if not paper.is_dispatch:
        _line(document, paper.type_name.upper(), SIZE, bold=True, before=18)
        _line(document, paper.abstract, SIZE, bold=True)
        _rule(document, TITLE_RULE, TEXT)
    if paper.authority:
        _line(document, paper.authority.upper(), SIZE, bold=True, before=10)
    if len(paper.addressees) == 1:
        _line(document, f"{paper.greeting}: {paper.addressees[0]}", SIZE, before=14)
    elif paper.addressees:
        _line(document, f"{paper.greeting}:", SIZE, before=14)
        for line in paper.addressees:
            paragraph = _line(document, f"- {line}", SIZE, align=ALIGN.LEFT)
            paragraph.paragraph_format.left_indent = Mm(50)


def _block(document, block: Block) -> None:
    if block.kind == "command":
        _line(document, block.text, SIZE, bold=True, before=10).paragraph_format.keep_with_next = True
        return
    paragraph = _indented(document)
    if block.lead:
        paragraph.add_run(block.lead).bold = True
    text = f" {block.text}" if block.lead and block.text else block.text
    paragraph.add_run(text).bold = block.kind == "part"
    paragraph.paragraph_format.keep_with_next = block.kind == "part"


def _indented(document, style: str = "Normal"):
    """A paragraph of the body: justified, 1.27 cm in the first line, 6 points before it."""
    paragraph = document.add_paragraph(style=style)
    shape = paragraph.paragraph_format
    shape.alignment, shape.first_line_indent, shape.space_before = ALIGN.JUSTIFY, INDENT, Pt(6)
    shape.widow_control = True
    return paragraph


def _closing(document, paper: LetterPaper) -> None:
    """Who gets it at left, who signs at right; two signers side by side with the recipients under them."""
    _line(document, "", 6).paragraph_format.keep_with_next = True
    if len(paper.signatures) > 1:
        _side_by_side(document, paper.signatures)
        _recipients(document, paper)
        return
    recipients, signer = _columns(document, 1, TEXT // 2, TEXT - TEXT // 2).rows[0].cells
    _recipients(recipients, paper)
    for signature in paper.signatures:
        _signature(signer, signature)
    _drop_first_line(recipients)
    _drop_first_line(signer)


def _side_by_side(document, signatures) -> None:
    """Two signers next to each other."""
    cells = _columns(document, 1, TEXT // 2, TEXT - TEXT // 2).rows[0].cells
    for cell, signature in zip(cells, signatures, strict=True):
        _signature(cell, signature)
        _drop_first_line(cell)


def _signature(cell, signature) -> None:
    for line in (*signature.capacity, signature.title):
        if line:
            _line(cell, line.upper(), SIZE, bold=True)
    for _ in range(4):
        _line(cell, "", SIZE)
    _line(cell, signature.name, SIZE, bold=True)


def _recipients(place, paper: LetterPaper) -> None:
    _line(place, "Nơi nhận:", 12, bold=True, italic=True, align=ALIGN.LEFT)
    for line in paper.recipient_lines:
        _line(place, line, 11, align=ALIGN.LEFT)


def _columns(document, rows: int, left: int = LEFT, right: int = RIGHT):
    """A table of two columns without lines; its rows are not broken between pages."""
    table = document.add_table(rows, 2)
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, (left, right), strict=True):
            cell.width = Mm(width)
    return table


def _drop_first_lines(table) -> None:
    for row in table.rows:
        for cell in row.cells:
            _drop_first_line(cell)


def _drop_first_line(cell) -> None:
    """The empty paragraph that a new cell begins with goes, once others follow it."""
    first, *others = cell.paragraphs
    if others and not first.text:
        first._p.getparent().remove(first._p)


def _line(place, text: str, size: int, *, bold=False, italic=False, align=ALIGN.CENTER, before=0):
    """A line of its own: in the middle unless said otherwise."""
    paragraph = place.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = Pt(before)
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    return paragraph


def _rule(place, length: int, width: int) -> None:
    """A solid line of a length in the middle of a width: the upper border of a flat paragraph with indents."""
    paragraph = _line(place, "", 2)
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = Mm((width - length) / 2 - 2)
    shape.space_before = Pt(2)
    borders = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc")
