"""Letters as Word documents: every text where Decree 30 puts it, the page, and texts that could break the file."""

import io
from datetime import date

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm, Pt

from coordination.documents import docx
from coordination.documents.layout import Block, LetterPaper, blocks, lines
from coordination.documents.paper import Signature

NATION = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", ""]


def sample(**fields) -> LetterPaper:
    return LetterPaper(
        **{
            "type_name": "Quyết định",
            "abstract": "Về việc triệu tập Kỳ họp thứ 9",
            "issuer": ("Thường trực", "Hội đồng nhân dân", "tỉnh An Bình"),
            "number": "5",
            "symbol": "QĐ-HĐND",
            "place": "An Bình",
            "issued_on": date(2026, 7, 3),
            "bases": ("Căn cứ Luật Tổ chức chính quyền địa phương", "Căn cứ Nghị quyết số 64/NQ-HĐND."),
            "text": "QUYẾT ĐỊNH:\nĐiều 1. Triệu tập kỳ họp.\n\nI. PHẦN MỘT\nĐịa điểm: hội trường A & B <tầng 2>.",
            "authority": "Thường trực Hội đồng nhân dân tỉnh An Bình",
            "signatures": (Signature(("TM. Thường trực HĐND", "KT. Chủ tịch"), "Phó Chủ tịch", "Nguyễn Văn Thử"),),
            "recipients": ("Như Điều 1",),
        }
        | fields
    )


def opened(paper: LetterPaper):
    return Document(io.BytesIO(docx.letter(paper)))


def cells(table) -> list:
    return [[[paragraph.text for paragraph in cell.paragraphs] for cell in row.cells] for row in table.rows]


def texts(document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def test_a_decision_is_set_whole():
    document = opened(sample())
    head, closing = document.tables
    assert cells(head) == [
        [["THƯỜNG TRỰC", "HỘI ĐỒNG NHÂN DÂN", "TỈNH AN BÌNH", ""], NATION],
        [["Số: 05/QĐ-HĐND"], ["An Bình, ngày 03 tháng 7 năm 2026"]],
    ]
    assert texts(document) == [
        "QUYẾT ĐỊNH",
        "Về việc triệu tập Kỳ họp thứ 9",
        "",
        "THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN TỈNH AN BÌNH",
        "Căn cứ Luật Tổ chức chính quyền địa phương;",
        "Căn cứ Nghị quyết số 64/NQ-HĐND.",
        "QUYẾT ĐỊNH:",
        "Điều 1. Triệu tập kỳ họp.",
        "I. PHẦN MỘT",
        "Địa điểm: hội trường A & B <tầng 2>.",
        "",
    ]
    assert cells(closing) == [
        [
            ["Nơi nhận:", "- Như Điều 1;", "- Lưu: VT."],
            ["TM. THƯỜNG TRỰC HĐND", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "", "", "", "Nguyễn Văn Thử"],
        ]
    ]


def test_a_dispatch_has_no_type_name_and_its_subject_under_the_number():
    paper = sample(
        type_name="Công văn",
        abstract="Gửi tài liệu",
        number="",
        symbol="HĐND-VP",
        issued_on=None,
        is_dispatch=True,
        authority="",
        bases=(),
        addressees=("Ủy ban nhân dân tỉnh", "Ban Pháp chế"),
        text="Đề nghị gửi tài liệu./.",
    )
    document = opened(paper)
    assert cells(document.tables[0])[1] == [
        ["Số:       /HĐND-VP", "V/v Gửi tài liệu"],
        ["An Bình, ngày     tháng     năm    "],
    ]
    assert texts(document) == ["Kính gửi:", "- Ủy ban nhân dân tỉnh", "- Ban Pháp chế", "Đề nghị gửi tài liệu./.", ""]
    single = opened(sample(is_dispatch=True, authority="", bases=(), addressees=("UBND tỉnh",), text="Nội dung."))
    assert texts(single)[0] == "Kính gửi: UBND tỉnh"


def test_two_signers_stand_side_by_side_over_the_recipients():
    signatures = (Signature((), "Thư ký kỳ họp"), Signature((), "Chủ tọa kỳ họp", "Nguyễn Văn Thử"))
    document = opened(sample(signatures=signatures, text="Nội dung.", parent_body="HĐND tỉnh", is_draft=True))
    assert cells(document.tables[1]) == [
        [["THƯ KÝ KỲ HỌP", "", "", "", "", ""], ["CHỦ TỌA KỲ HỌP", "", "", "", "", "Nguyễn Văn Thử"]]
    ]
    assert texts(document)[-3:] == ["Nơi nhận:", "- Như Điều 1;", "- Lưu: VT."]
    head = cells(document.tables[0])
    assert (head[0][0][0], head[1][0]) == ("HĐND TỈNH", ["Số: 05/QĐ-HĐND", "DỰ THẢO"])


def test_the_last_line_of_a_normative_resolution_is_italic():
    document = opened(sample(closing_lines=("Nghị quyết này đã được HĐND tỉnh thông qua./.",)))
    line = document.paragraphs[-2]
    assert (line.text, line.style.name, line.style.font.italic) == (
        "Nghị quyết này đã được HĐND tỉnh thông qua./.",
        "Basis",
        True,
    )


def test_the_page_is_that_of_decree_30():
    document = opened(sample())
    page = document.sections[0]
    assert [round(length.mm) for length in (page.page_width, page.page_height)] == [210, 297]
    margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(length.mm) for length in margins] == [20, 20, 30, 15]
    assert (document.styles["Normal"].font.name, document.styles["Normal"].font.size) == ("Times New Roman", Pt(14))
    assert page.different_first_page_header_footer is True
    assert "PAGE" in page.header.paragraphs[0]._p.xml
    assert page.first_page_header.paragraphs[0].text == ""
    body = next(paragraph for paragraph in document.paragraphs if paragraph.text.startswith("Điều 1."))
    shape = body.paragraph_format
    assert (shape.alignment, shape.space_before) == (ALIGN.JUSTIFY, Pt(6))
    assert abs(shape.first_line_indent - Mm(12.7)) < Mm(0.1)
    assert [(run.text, bool(run.bold)) for run in body.runs] == [("Điều 1.", True), (" Triệu tập kỳ họp.", False)]
    assert document.paragraphs[4].style.font.italic is True


def test_lines_are_told_apart():
    text = "QUYẾT NGHỊ:\nĐiều 12. Giao UBND.\nIII. CHẤT VẤN\n1. Báo cáo.\nUBND TỈNH"
    assert blocks(text) == (
        Block("command", "QUYẾT NGHỊ:"),
        Block("article", "Giao UBND.", "Điều 12."),
        Block("part", "III. CHẤT VẤN"),
        Block("text", "1. Báo cáo."),
        Block("text", "UBND TỈNH"),
    )


def test_letters_that_no_document_can_hold_are_left_out():
    assert lines(" a\x0bb \n\n\tc\x00\n") == ("ab", "c")
    assert texts(opened(sample(text="Hội\x0b trường &amp; <b>")))[-2] == "Hội trường &amp; <b>"


def test_the_last_paragraph_goes_with_the_signatures():
    """Signatures on a page of their own could stand under anything."""
    for paper in (sample(), sample(closing_lines=("Nghị quyết này đã được thông qua.",))):
        *others, last, gap = opened(paper).paragraphs
        kept = [paragraph.paragraph_format.keep_with_next for paragraph in (last, gap)]
        assert (kept, others[-1].paragraph_format.keep_with_next is True) == ([True, True], paper.closing_lines == ())
