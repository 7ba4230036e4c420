"""The reviews that the commands print: what the articles say, in an official paper."""

import json
from datetime import date
from io import StringIO

import pikepdf
import pytest
from django.core.management import CommandError, call_command

from coordination.documents.pdf import MissingLibrary
from coordination.people.models import User
from coordination.records.errors import NotNow, Refused
from reports import actions, documents
from reports.jobs import review_pdf
from reports.models import Review
from tests.reports.demo.conftest import digit_runs, text_of

pytestmark = pytest.mark.xdist_group("demo")


@pytest.fixture
def printed(tmp_path):
    """The text of the PDF that `review` writes."""

    def run(*arguments) -> str:
        file = tmp_path / "f.pdf"
        call_command("review", *arguments, "--format", "pdf", "--output", str(file), stderr=StringIO())
        assert [path.name for path in tmp_path.iterdir()] == ["f.pdf"]
        return text_of(file)

    return run


def missing(text: str, *phrases) -> list[str]:
    return [phrase for phrase in phrases if phrase not in text]


@pytest.mark.pdf
def test_bac_kan(printed):
    text = printed("bac-kan", "--term", "2021-2026", "--to", "2022-11-17")
    phrases = ("144 nghị quyết", "18 cuộc giám sát", "8 cuộc khảo sát", "53/QCPH-HĐND-UBND-UBMTTQ", "29/7/2021")
    assert missing(text, *phrases) == []


@pytest.mark.pdf
def test_nam_dinh(printed):
    text = printed("nam-dinh", "--term", "2021-2026", "--to", "2024-03-22")
    assert missing(text, "16 kỳ họp", "409 nghị quyết", "8,8", "1,6", "197/204", "32/188") == []


@pytest.mark.pdf
def test_the_town_in_2022_is_drafted_from_what_is_known(printed):
    text = printed("thi-xa", "--year", "2022")
    assert missing(text, "76", "12 chuyên đề", "14 xã, phường", "DỰ THẢO") == []
    assert "17" not in digit_runs(text)


@pytest.mark.pdf
def test_the_town_in_five_months_of_2023(printed):
    text = printed("thi-xa", "--from", "2023-01-01", "--to", "2023-05-31")
    assert "17 ý kiến" in text
    assert "76" not in digit_runs(text)


@pytest.mark.pdf
def test_ham_tan_names_the_shortcomings_of_each_party(printed, stored):
    text = printed("ham-tan", "--year", "2023")
    heads = [
        "1. Đối với Thường trực Hội đồng nhân dân huyện Hàm Tân",
        "2. Đối với Ủy ban nhân dân huyện Hàm Tân",
        "3. Đối với Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam huyện Hàm Tân",
        "V. Hội nghị đánh giá",
    ]
    assert missing(text, *heads) == []
    stretches = [text[text.index(start) : text.index(end)] for start, end in zip(heads, heads[1:], strict=False)]
    rows = stored["ham-tan"][1].limitations
    for stretch, party in zip(stretches, dict.fromkeys(row.party for row in rows), strict=True):
        assert missing(stretch, *(row.text.rstrip(".") for row in rows if row.party == party)) == []


@pytest.mark.pdf
def test_a_review_of_the_lively_province_has_both_annexes_numbered(printed):
    text = printed("an-binh", "--year", "2026")
    assert "Kết quả thực hiện Quy chế phối hợp năm 2026" in text
    assert "BIỂU TỔNG HỢP SỐ LIỆU CỦA KỲ BÁO CÁO" in text


@pytest.mark.pdf
@pytest.mark.parametrize("slug", ["bac-giang", "bac-kan", "nam-dinh", "ham-tan", "thi-xa"])
def test_a_stored_review_is_an_official_tagged_vietnamese_paper(pdfs, texts, slug):
    with pikepdf.open(pdfs[slug]) as pdf:
        assert str(pdf.Root.Lang) == "vi"
        assert bool(pdf.Root.MarkInfo.Marked) is True
        fonts = {str(font.BaseFont).partition("+")[2] for page in pdf.pages for font in page.Resources.Font.values()}
        assert {name.partition("-")[0] for name in fonts} == {"Tinos"}
        assert 3 <= len(pdf.pages) <= 8
    text = texts[slug]
    heads = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "BÁO CÁO", "Căn cứ", "I. Đặc điểm tình hình", "IV. Tồn tại, hạn chế"]
    heads += ["VII. Kiến nghị, đề xuất", "Trên đây là báo cáo", "Nơi nhận:"]
    assert [text.index(head) for head in heads] == sorted(text.index(head) for head in heads)
    assert "DỰ THẢO" not in text


@pytest.mark.pdf
def test_the_parties_sign_in_the_order_of_the_regulation(texts):
    text = texts["bac-kan"].partition("Trên đây là báo cáo")[2]
    signed = ["TM. THƯỜNG TRỰC", "TM. ỦY BAN NHÂN DÂN", "TM. BAN THƯỜNG TRỰC"]
    assert [text.index(words) for words in signed] == sorted(text.index(words) for words in signed)


def test_saved_takes_the_stored_review_whatever_its_period():
    out = StringIO()
    call_command("review", "thi-xa", "--saved", "--format", "json", stdout=out)
    told = json.loads(out.getvalue())
    assert (told["stored"], told["period"]["to"]) == (True, None)
    values = [(row["value"], row["to"]) for row in told["reported"]]
    assert values == [
        (8, None),
        (4, None),
        (76, "2022-12-31"),
        (17, "2023-05-31"),
        (12, "2022-12-31"),
        (9, None),
        (14, "2022-12-31"),
        (2, "2022-12-31"),
        (4, "2022-12-31"),
        (6, "2022-12-31"),
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("bac-giang", "--year", "2018"), "Tỉnh Bắc Giang chưa có số liệu nào cho kỳ năm 2018."),
        (("an-binh", "--year", "1999"), "Tỉnh An Bình chưa có số liệu nào cho kỳ năm 1999."),
        (("an-binh", "--saved"), "Tỉnh An Bình chưa có báo cáo đã lưu."),
        (
            ("bac-kan", "--term", "2016-2021"),
            "tỉnh Bắc Kạn không có nhiệm kỳ 2016-2021 (đã ghi: 2021-2026).",
        ),
        (("thi-xa2", "--year", "2022"), "Không có địa phương “thi-xa2”."),
    ],
)
def test_what_cannot_be_printed_is_refused_and_nothing_written(tmp_path, arguments, words):
    with pytest.raises(CommandError) as refusal:
        call_command("review", *arguments, "--output", str(tmp_path / "f.pdf"))
    assert str(refusal.value).startswith(words)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def asked(demo):
    """The office of all six asks for the review of bac-kan."""
    clerk = User.objects.get(username="vanphong")
    review = Review.objects.get(locality=demo.places["bac-kan"])
    clerk.act_as(clerk.memberships.get(body__locality=review.locality))
    return actions.export_pdf(review, by=clerk)


@pytest.mark.pdf
def test_the_worker_renders_the_review_that_was_asked_for(asked, tmp_path):
    told = []
    name, data, kind = review_pdf(asked, lambda done, total, text: told.append(text))
    (tmp_path / name).write_bytes(data)
    assert (name, kind) == (f"bao-cao-phoi-hop-bac-kan-{asked.params['review']}.pdf", "application/pdf")
    assert "144 nghị quyết" in text_of(tmp_path / name)
    assert "Đang dựng trang 1" in told


def test_the_gate_is_asked_again_when_the_worker_comes(asked):
    asked.requested_by.memberships.update(valid_to=date(2020, 1, 1))
    asked.membership = asked.requested_by.memberships.get(body__locality__slug="an-binh")
    with pytest.raises(NotNow, match="không còn thuộc quyền xem"):
        review_pdf(asked, None)


def test_a_missing_library_is_told_to_whoever_asked(asked, monkeypatch):
    def fail(*arguments):
        raise MissingLibrary

    monkeypatch.setattr(documents, "as_pdf", fail)
    with pytest.raises(Refused, match="Thiếu thư viện hệ thống để dựng PDF."):
        review_pdf(asked, None)


def test_a_missing_library_is_one_line_of_the_command(monkeypatch, tmp_path):
    def fail(*arguments):
        raise MissingLibrary

    monkeypatch.setattr(documents, "as_pdf", fail)
    with pytest.raises(CommandError, match="Thiếu thư viện hệ thống để dựng PDF."):
        call_command("review", "bac-kan", "--saved", "--output", str(tmp_path / "f.pdf"))
    assert list(tmp_path.iterdir()) == []
