"""The frame of an official document, and the tags that set its text."""

from datetime import date

import pytest
from django.template import Context, Template

from coordination.documents.paper import Paper
from coordination.lib.dates import PartialDate


def paper(**fields) -> Paper:
    return Paper(**{"type_name": "Báo cáo", "abstract": "Kết quả năm 2023", "issuer": ("HĐND tỉnh",)} | fields)


def drawn(source: str, **context) -> str:
    return Template("{% load official %}" + source).render(Context(context))


def test_the_title_is_one_sentence():
    assert paper().title == "Báo cáo kết quả năm 2023"
    assert paper(abstract="UBND tỉnh trả lời").title == "Báo cáo UBND tỉnh trả lời"


@pytest.mark.parametrize(("number", "padded"), [("5", "05"), ("12", "12"), ("", ""), ("05a", "05a")])
def test_small_numbers_get_a_zero(number, padded):
    assert paper(number=number).number_padded == padded


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2022, 2, 5), ("05", "02", "2022")),
        (PartialDate(2021, 7, 29), ("29", "7", "2021")),
        (PartialDate(2021, 7), ("", "7", "2021")),
        (PartialDate(2021), ("", "", "2021")),
        (None, ("", "", "")),
    ],
)
def test_unknown_parts_of_the_date_are_empty_places(day, words):
    assert paper(issued_on=day).date_words == tuple(zip(("ngày", "tháng", "năm"), words, strict=True))


def test_bases_end_with_semicolons_and_a_full_stop():
    assert paper(bases=("Căn cứ một.", "Căn cứ hai")).basis_lines == ("Căn cứ một;", "Căn cứ hai.")
    assert paper(bases=("Căn cứ", "Căn cứ")).basis_lines == ("Căn cứ;", "Căn cứ.")
    assert paper().basis_lines == ()


def test_recipients_end_with_the_archive():
    assert paper(recipients=("Tỉnh ủy;",), archive="VT, TH").recipient_lines == ("- Tỉnh ủy;", "- Lưu: VT, TH.")


def test_how_another_paper_names_it():
    known = paper(number="7", symbol="BC-HĐND", issued_on=date(2022, 11, 17))
    assert known.reference == "Báo cáo số 07/BC-HĐND ngày 17 tháng 11 năm 2022"
    assert paper(issued_on=PartialDate(2022)).reference == "Báo cáo"
    assert paper().reference == "Báo cáo"


def test_nobreak_wraps_and_escapes():
    html = drawn("{{ text|nobreak }}", text="<b> 16 kỳ họp ngày 29/7/2021")
    assert html == '&lt;b&gt; <span class="nb">16</span> kỳ họp ngày <span class="nb">29/7/2021</span>'
    assert drawn("{{ text|nobreak }}", text=None) == ""
    assert drawn("{{ text|safe|nobreak }}", text="<b>16</b>") == "<b>16</b>"


def test_paragraphs():
    assert drawn("{{ text|paragraphs }}", text="Một.\n\n- Hai & ba.\n") == "<p>Một.</p>\n<p>- Hai &amp; ba.</p>"


def test_an_annex_names_its_paper():
    html = drawn("{% annex title=title number='I' %}<p>x</p>{% endannex %}", title="Biểu <1>", paper=paper())
    assert html == (
        '<section class="annex"><h2 class="annex-head">Phụ lục I</h2>'
        '<p class="annex-title">Biểu &lt;<span class="nb">1</span>&gt;</p>'
        '<p class="annex-of">(Kèm theo Báo cáo của HĐND tỉnh)</p><p>x</p></section>'
    )
