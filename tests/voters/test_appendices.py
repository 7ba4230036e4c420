"""The official appendices: groups by level, field and place whose sums close, as Excel and Word, through the gate."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document

from coordination.audit.models import Event
from coordination.jobs.models import Job
from coordination.jobs.runner import run_waiting
from tests.exchange.books import opened
from tests.people.factories import LocalityFactory
from tests.voters.factories import LOADER, BatchFactory, brought_to, petition_of
from voters import actions, appendices
from voters.models import Petition
from voters.views import appendices as views

ADDRESS = reverse("voters:petition-appendix")


@pytest.fixture
def rows(cast):
    """Five petitions: two of a field and place, one of another level, one of which nothing is known, one answered."""
    place, own = cast.commune, cast.locality
    other = LocalityFactory(commune=True, slug="an-khe-thu", name="An Khê", parent=own)
    other.full_name = "Xã An Khê"
    other.save()
    petition_of(own, content="Đường hỏng", place=place, voter="Bà Tư", times_raised=2, first_raised="giữa năm 2025")
    petition_of(own, content="Cầu yếu", place=other)
    petition_of(own, content="=1+1", place=place, field="dien", level="vertical")
    petition_of(own, content="Việc chưa rõ", field="", level="", competent_body=None)
    answered = petition_of(own, content="Trạm y tế", place=place, field="y_te", competent_body=cast.department)
    brought_to(answered, "answered", cast.department)
    return Petition.objects.all()


def texts(content: bytes) -> list[list]:
    """What stands in the lines of the sheet, blank cells left out."""
    sheet = opened(content).worksheets[0]
    return [[cell.value for cell in row if cell.value is not None] for row in sheet.iter_rows()]


def got(client, user, code="tong-hop", kind="xlsx", **filters):
    client.force_login(user)
    return client.get(ADDRESS, {"mau": code, "dang": kind} | filters)


def test_groups_and_sums_close(cast, client, rows):
    lines = texts(got(client, cast.lan).content)
    assert lines[0] == ["TỈNH AN BÌNH"]
    assert lines[1] == ["BIỂU TỔNG HỢP Ý KIẾN, KIẾN NGHỊ CỦA CỬ TRI"]
    groups = [line[0] for line in lines[6:] if len(line) == 1]
    assert groups == [
        "I. Thẩm quyền cấp tỉnh: 3",
        "1. Giao thông: 2",
        "Xã An Khê: 1",
        "Xã Phú Hòa: 1",
        "2. Y tế: 1",
        "Xã Phú Hòa: 1",
        "Cộng thẩm quyền cấp tỉnh: 3",
        "II. Thẩm quyền ngành dọc: 1",
        "1. Điện: 1",
        "Xã Phú Hòa: 1",
        "Cộng thẩm quyền ngành dọc: 1",
        "III. Chưa rõ thẩm quyền: 1",
        "1. Chưa rõ lĩnh vực: 1",
        "Chưa rõ địa bàn: 1",
        "Cộng chưa rõ thẩm quyền: 1",
        "Tổng cộng: 5",
        "Theo thẩm quyền: cấp tỉnh 3 + ngành dọc 1 + chưa rõ: 1 = 5.",
        "Theo lĩnh vực: Giao thông 2 + Điện 1 + Y tế 1 + chưa rõ: 1 = 5.",
        "Theo địa bàn: 4 đã rõ + chưa rõ: 1 = 5.",
    ]
    assert [line[0] for line in lines if len(line) > 3][2:] == [1, 2, 3, 4, 5]
    assert Event.objects.get(kind="exported").note == (
        "Biểu tổng hợp ý kiến, kiến nghị của cử tri: 5 kiến nghị (Excel)"
    )


def test_results_are_summed_by_result(cast, client, rows):
    lines = texts(got(client, cast.lan, "ket-qua").content)
    assert ["Theo kết quả: Giải trình, cung cấp thông tin 1 + Chưa có kết quả 4 = 5."] in lines
    answered = next(line for line in lines if "Trạm y tế" in line)
    assert "Giải trình như sau. (01/06/2026)" in answered


def test_no_text_is_reckoned_by_excel(cast, client, rows):
    sheet = opened(got(client, cast.lan).content).worksheets[0]
    (cell,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []


@pytest.mark.parametrize("code", ["tong-hop", "ket-qua"])
def test_word_says_the_same_as_excel(cast, client, rows, code):
    sheet = texts(got(client, cast.lan, code).content)
    document = Document(BytesIO(got(client, cast.lan, code, "docx").content))
    (table,) = document.tables
    lines = [list(dict.fromkeys(cell.text for cell in row.cells if cell.text)) for row in table.rows]
    groups = [line[0] for line in sheet[6:] if len(line) == 1]
    said = [line[0] for line in lines[2:] if len(line) == 1]
    assert said + [paragraph.text for paragraph in document.paragraphs if paragraph.text][3:] == groups
    assert lines[0][:2] == sheet[4][:2]
    assert document.sections[0].page_width > document.sections[0].page_height


def test_names_of_voters_are_for_those_who_keep_the_register(cast, client, rows):
    for user, seen in ((cast.lan, True), (cast.hoa, False)):
        assert ("Bà Tư" in str(texts(got(client, user).content))) is seen
        with zipfile.ZipFile(BytesIO(got(client, user, kind="docx").content)) as packed:
            assert ("Bà Tư" in packed.read("word/document.xml").decode()) is seen


def test_nothing_that_one_may_not_see_is_counted(cast, client, rows):
    petition_of(cast.locality, content="Việc mật", confidential=True)
    petition_of(cast.other, content="Việc của tỉnh khác")
    for user in (cast.hoa, cast.lan):
        assert "Tổng cộng: 5" in [line[0] for line in texts(got(client, user).content) if line]
    assert got(client, cast.stranger).status_code == 200
    assert "Tổng cộng: 1" in [line[0] for line in texts(got(client, cast.stranger).content) if line]


def test_the_filters_of_the_list_and_a_batch_hold(cast, client, rows):
    batch = BatchFactory(locality=cast.locality, name="Đợt một")
    Petition.objects.filter(content="Cầu yếu").update(batch=batch)
    lines = texts(got(client, cast.lan, batch=batch.pk).content)
    assert ["Tổng cộng: 1"] in lines
    assert lines[2][0].startswith("Đợt tổng hợp: Đợt một. Lập ngày ")
    assert ["Tổng cộng: 2"] in texts(got(client, cast.lan, field="giao_thong").content)


def test_the_page_names_what_it_holds_and_the_list_leads_to_it(cast, client, rows):
    client.force_login(cast.lan)
    page = client.get(f"{ADDRESS}?field=giao_thong").content.decode()
    assert "Lĩnh vực: Giao thông" in page
    assert page.count("Tải tệp") == 4
    listed = client.get(f"{reverse('voters:petition-list')}?field=giao_thong").content.decode()
    assert f'href="{ADDRESS}?field=giao_thong"' in listed


@pytest.mark.parametrize("number", [0, 1, 3])
def test_what_the_list_shows_of_other_registers_is_said_in_words(cast, client, rows, number):
    for at in range(number):
        below = petition_of(cast.commune, content=f"Của xã {at}", due_on=date(2026, 12, 1))
        actions.forward(below, by=LOADER, to=cast.standing, on=date(2026, 5, 20))
    petition_of(cast.commune, content="Không tới tỉnh")
    client.force_login(cast.lan)
    page = client.get(ADDRESS)
    listed = client.get(reverse("voters:petition-list")).context["total"]
    said = "Không kể" in page.content.decode()
    assert (page.context["count"], page.context["left_out"], listed, said) == (5, number, 5 + number, number > 0)
    assert client.get(ADDRESS, {"field": "dien"}).context["left_out"] == 0
    assert client.get(ADDRESS, {"tu": "hôm qua"}).context["left_out"] == 0


def test_bad_questions(cast, client, rows):
    assert got(client, cast.lan, "x").status_code == 404
    assert got(client, cast.lan, kind="pdf").status_code == 404
    assert got(client, cast.lan, tu="hôm qua").status_code == 400
    page = client.get(ADDRESS, {"mau": "tong-hop", "dang": "xlsx", "field": "khoang_san"}, follow=True)
    assert "Không có kiến nghị nào để lập phụ lục." in page.content.decode()


def test_who_may_not_see_petitions_has_no_appendix(cast, client):
    client.force_login(cast.operator)
    assert client.get(ADDRESS).status_code == 403


def test_many_petitions_are_work_for_the_worker(cast, client, rows, monkeypatch):
    monkeypatch.setattr(views, "DIRECT", 4)
    client.force_login(cast.lan)
    page = client.get(f"{ADDRESS}?tu=2026-01-01").content.decode()
    assert (page.count("Dựng tệp"), page.count("Tải tệp"), page.count('action="?tu=2026-01-01"')) == (4, 0, 2)
    answer = client.post(ADDRESS, {"mau": "tong-hop", "dang": "docx"})
    job = Job.objects.get()
    assert answer.headers["Location"] == job.get_absolute_url()
    run_waiting()
    job.refresh_from_db()
    assert (job.state, job.error) == ("done", "")
    monkeypatch.setattr(views, "MOST", {"xlsx": 4, "docx": 4})
    page = client.get(ADDRESS, {"mau": "tong-hop", "dang": "docx"}, follow=True)
    assert "Có hơn 4 kiến nghị" in page.content.decode()


def test_no_address_starts_work(cast, client, rows, monkeypatch):
    """A large file is asked for by the button; a link, or what a browser fetches ahead, starts nothing."""
    monkeypatch.setattr(views, "DIRECT", 4)
    assert got(client, cast.lan, field="giao_thong").status_code == 200  # two petitions: a small file
    answer = got(client, cast.lan)
    assert (answer.status_code, Job.objects.count()) == (302, 0)
    assert "bấm nút của tệp cần dựng" in client.get(answer.headers["Location"]).content.decode()


def test_wrapped_text_is_legible(cast, client, rows):
    """Rows are as high as their longest cell: Excel does not reckon the height of a file that it did not write."""
    petition_of(cast.locality, content="Mặt đường liên xã hư hỏng nặng, đề nghị sửa. " * 12)
    sheet = opened(got(client, cast.lan).content).worksheets[0]
    heights = {row[1].value: sheet.row_dimensions[row[0].row].height for row in sheet.iter_rows(min_row=7)}
    long, short = next(heights[text] for text in heights if text and len(text) > 200), heights["Cầu yếu"]
    assert (short, long > 12 * 15, long <= 409) == (30, True, True)


def test_a_thousand_rows_cost_no_query_each(cast, rows, django_assert_num_queries):
    def made():
        found = appendices.fetched(rows.all(), cast.lan)
        appendices.made(appendices.RESULTS, found, locality=cast.locality, scope="", by=cast.lan)

    made()  # kinds of records are looked up the first time
    with django_assert_num_queries(5):
        made()
