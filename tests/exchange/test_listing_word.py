"""Any list as a Word file: the same rows and columns as its Excel file, for the same readers."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document
from docx.oxml.ns import qn

from coordination.audit.models import Event
from coordination.documents.docx import MEDIA_TYPE as DOCX
from coordination.exchange import listing
from coordination.jobs.models import Job
from coordination.jobs.runner import run_waiting
from coordination.lib.dates import official_long, screen
from coordination.lib.numbers import vi
from tests.exchange.books import grid
from tests.voters.factories import petition_of

LIST = "voters:petition-list"
HEADINGS = [
    "Nội dung", "Mã", "Địa bàn", "Nguồn", "Lĩnh vực", "Cơ quan giải quyết", "Kết quả", "Hạn trả lời", "Lần",
]  # fmt: skip


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.lan)
    return client


def taken(client, kind: str = "docx", query: str = ""):
    return client.get(f"{reverse(LIST)}?{query}{'&' if query else ''}xuat={kind}")


def table_of(content: bytes) -> list[list[str]]:
    (table,) = Document(BytesIO(content)).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def as_words(rows: list[list]) -> list[list[str]]:
    return [[_words(value) for value in row] for row in rows]


def _words(value) -> str:
    if isinstance(value, date):
        return screen(value)
    return vi(value) if isinstance(value, int) else value or ""


def petitions(cast, number: int) -> None:
    for index in range(number):
        petition_of(
            cast.locality,
            code=f"KN-2026-{index + 1:04}",
            title=f"Cầu {index + 1} <hỏng> & sụt",
            place=cast.commune,
            place_detail="thôn Thượng",
            origin="before",
            received_on=date(2026, 5, 1 + index),
            due_on=date(2026, 6, 1 + index),
            times_raised=1200 + index,
        )


def test_the_list_as_a_word_file(clerk, cast):
    petitions(cast, 1)
    answer = taken(clerk)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, DOCX)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Disposition"].endswith(".docx")
    assert table_of(answer.content) == [
        HEADINGS,
        [
            "Cầu 1 <hỏng> & sụt", "KN-2026-0001", "thôn Thượng, xã Phú Hòa", "TXCT trước kỳ họp", "Giao thông", "",
            "Mới", "01/06/2026", "1.200",
        ],
    ]  # fmt: skip


@pytest.mark.parametrize("number", [1, 3])
def test_the_word_file_says_what_the_excel_file_says(clerk, cast, number):
    petitions(cast, number)
    rows = grid(taken(clerk, "xlsx").content)
    assert len(rows) == number + 1
    assert table_of(taken(clerk).content) == as_words(rows)


def test_filters_and_order_are_those_of_the_list(clerk, cast):
    petitions(cast, 3)
    query = "tu=02/05/2026&sort=-due_on"
    rows = table_of(taken(clerk, query=query).content)
    assert rows == as_words(grid(taken(clerk, "xlsx", query).content))
    assert [row[1] for row in rows[1:]] == ["KN-2026-0003", "KN-2026-0002"]


def test_the_page_lies_across_and_repeats_its_headings(clerk, cast):
    petitions(cast, 3)
    document = Document(BytesIO(taken(clerk).content))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert [line.text for line in document.paragraphs if line.text] == [
        "KIẾN NGHỊ CỬ TRI",
        f"Lập {official_long(timezone.localdate())}",
    ]
    assert document.styles["Normal"].font.name == "Times New Roman"
    rows = document.tables[0].rows
    assert [bool(row._tr.findall(f".//{qn('w:tblHeader')}")) for row in rows] == [True, False, False, False]


def test_what_word_cannot_keep_is_left_out(clerk, cast):
    petition_of(cast.locality, title="Cầu\x0b hỏng\x1f\ufffe", content="Cầu\x7f hỏng")
    with zipfile.ZipFile(BytesIO(taken(clerk).content)) as packed:
        assert "Cầu hỏng" in packed.read("word/document.xml").decode()


def test_who_may_not_see_the_list_gets_no_file(client, cast):
    client.force_login(cast.admin)
    assert taken(client).status_code == 403


def test_the_file_holds_what_its_reader_sees(client, cast):
    petitions(cast, 1)
    petition_of(cast.other, title="Việc của tỉnh khác")
    petition_of(cast.locality, title="Việc mật", confidential=True)
    shown = {}
    for name in ("lan", "hoa", "stranger"):
        client.force_login(getattr(cast, name))
        shown[name] = [row[0] for row in table_of(taken(client).content)[1:]]
    assert shown == {
        "lan": ["Cầu 1 <hỏng> & sụt"],
        "hoa": ["Cầu 1 <hỏng> & sụt"],
        "stranger": ["Việc của tỉnh khác"],
    }


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_the_same_for_one_and_three_rows(clerk, cast, number, django_assert_num_queries):
    petitions(cast, number)
    taken(clerk)
    with django_assert_num_queries(10):
        assert len(table_of(taken(clerk).content)) == number + 1


def test_taking_it_away_is_written_down(clerk, cast):
    petitions(cast, 3)
    taken(clerk)
    assert Event.objects.get(kind="exported").note == "Danh sách Kiến nghị cử tri: 3 dòng (Word)"


@pytest.mark.parametrize("kind", ["", "pdf", "DOCX", "xlsx,docx"])
def test_another_kind_of_file_shows_the_page(clerk, cast, kind):
    answer = taken(clerk, kind)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")


def test_an_unreadable_filter_gives_no_file(clerk, cast):
    answer = taken(clerk, query="tu=31/02/2026")
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "text/html; charset=utf-8")


def test_a_long_list_is_work_for_the_worker(clerk, cast, monkeypatch):
    petitions(cast, 3)
    monkeypatch.setattr(listing, "DIRECT", 2)
    answer = taken(clerk, query="sort=due_on")
    job = Job.objects.get()
    assert (answer.status_code, answer.url) == (302, job.get_absolute_url())
    run_waiting()
    job.refresh_from_db()
    with job.result.open() as file:
        rows = table_of(file.read())
    assert (job.state, job.result_name[-5:], len(rows)) == ("done", ".docx", 4)


def test_work_asked_for_before_there_were_word_files_gives_excel(clerk, cast):
    petitions(cast, 1)
    name, content, media = listing.rebuilt(reverse(LIST), "", cast.lan)
    assert (name[-5:], len(grid(content)), media) == (".xlsx", 2, listing.XLSX)


def test_a_list_too_long_for_word_says_so(clerk, cast, monkeypatch):
    petitions(cast, 3)
    monkeypatch.setattr(listing, "MOST_WORD", 2)
    answer = clerk.get(f"{reverse(LIST)}?sort=due_on&xuat=docx", follow=True)
    assert answer.redirect_chain == [(f"{reverse(LIST)}?sort=due_on", 302)]
    words = "Danh sách có hơn 2 dòng, một tệp Word không chứa hết; lọc bớt rồi xuất từng phần, hoặc xuất Excel."
    assert [str(message) for message in answer.context["messages"]] == [words]
    assert len(grid(taken(clerk, "xlsx").content)) == 4


@pytest.mark.parametrize(("limit", "kind"), [("MOST", "xlsx"), ("MOST_WORD", "docx")])
def test_a_list_that_grew_too_long_meanwhile_is_not_cut(cast, monkeypatch, limit, kind):
    petitions(cast, 3)
    monkeypatch.setattr(listing, limit, 2)
    with pytest.raises(listing.Refused, match="hơn 2 dòng"):
        listing.rebuilt(reverse(LIST), "", cast.lan, kind=kind)


def test_the_page_offers_both(clerk, cast):
    petitions(cast, 1)
    page = clerk.get(f"{reverse(LIST)}?sort=due_on&page=1").content.decode()
    assert ("?sort=due_on&amp;xuat=xlsx" in page, "?sort=due_on&amp;xuat=docx" in page) == (True, True)
