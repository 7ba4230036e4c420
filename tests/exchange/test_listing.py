"""Any list as an Excel file: its columns, filters and order; who may not see the list takes nothing away."""

from datetime import date
from urllib.parse import unquote

import pytest
from django.urls import reverse

from coordination.audit.models import Event
from coordination.exchange import listing
from coordination.jobs.models import Job
from coordination.jobs.runner import run_waiting
from tests.deadlines.factories import ObligationFactory
from tests.exchange.books import grid, opened
from tests.sessions.factories import AgendaItemFactory, CouncilSessionFactory, ResolutionFactory
from tests.voters.factories import petition_of

ITEMS = "council_sessions:agendaitem-list"


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def items(cast):
    session = CouncilSessionFactory(locality=cast.locality)
    common = {"locality": cast.locality, "session": session, "preparing_body": cast.committee}
    return [
        AgendaItemFactory(**common, title="=1+1", due_on=date(2026, 6, 1)),
        AgendaItemFactory(**common, title="Báo cáo ngân sách", due_on=date(2026, 6, 3)),
        AgendaItemFactory(**common, title="Tờ trình giá nước", due_on=date(2026, 6, 2)),
    ]


def taken(client, name: str, query: str = ""):
    return client.get(f"{reverse(name)}?{query}{'&' if query else ''}xuat=xlsx")


def test_the_file_has_the_columns_filters_and_order_of_the_list(as_, cast, items):
    answer = taken(as_(cast.lan), ITEMS, "den=02/06/2026&sort=-due_on")
    assert answer.headers["Content-Type"] == listing.XLSX
    name = unquote(answer.headers["Content-Disposition"])
    assert "Tài liệu kỳ họp" in name
    assert name.endswith(".xlsx")
    rows = grid(answer.content)
    titles = [next(value for value in row if value in ("=1+1", "Tờ trình giá nước")) for row in rows[1:]]
    assert titles == ["Tờ trình giá nước", "=1+1"]


def test_dates_are_dates_and_no_text_is_reckoned(as_, cast, items):
    sheet = opened(taken(as_(cast.lan), ITEMS, "den=01/06/2026").content).worksheets[0]
    cells = {cell.value: cell for cell in sheet[2] if not isinstance(cell.value, str | None)} | {
        cell.value: cell for cell in sheet[2] if isinstance(cell.value, str)
    }
    assert (cells["=1+1"].data_type, cells["=1+1"].quotePrefix) == ("s", True)
    dated = [cell for cell in sheet[2] if cell.is_date]
    assert [(cell.value.date(), cell.number_format) for cell in dated][:1] == [(date(2026, 6, 1), "dd/mm/yyyy")]
    assert (sheet.freeze_panes, sheet.page_setup.orientation) == ("A2", "landscape")


def test_taking_a_list_away_is_written_down(as_, cast, items):
    taken(as_(cast.lan), ITEMS)
    assert Event.objects.get(kind="exported").note == "Danh sách Tài liệu kỳ họp: 3 dòng (Excel)"


@pytest.mark.parametrize(("who", "rows"), [("lan", 3), ("ubnd", 3), ("minh", 0), ("stranger", 0), ("dai_bieu", 0)])
def test_the_file_holds_what_its_reader_sees(as_, cast, items, who, rows):
    assert len(grid(taken(as_(getattr(cast, who)), ITEMS).content)) == rows + 1


def test_who_may_not_see_the_list_gets_no_file(as_, cast, items):
    assert taken(as_(cast.admin), ITEMS).status_code == 403


def test_a_confidential_row_stands_as_in_the_list(as_, cast):
    ResolutionFactory(locality=cast.locality, title="Bí mật", confidential=True)
    assert len(grid(taken(as_(cast.lan), "council_sessions:resolution-list").content)) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_three_lists_cost_the_same_for_one_and_three_rows(as_, cast, count, django_assert_num_queries):
    session = CouncilSessionFactory(locality=cast.locality)
    for _ in range(count):
        AgendaItemFactory(locality=cast.locality, session=session, preparing_body=cast.committee)
        petition_of(cast.locality)
        ObligationFactory(locality=cast.locality, owner=cast.committee)
    client = as_(cast.lan)
    for name, queries in ((ITEMS, 10), ("voters:petition-list", 10), ("deadlines:obligation-list", 10)):
        taken(client, name)
        with django_assert_num_queries(queries, info=name):
            assert len(grid(taken(client, name).content)) >= count + 1


def test_a_long_list_is_work_for_the_worker(as_, cast, items, monkeypatch):
    monkeypatch.setattr(listing, "DIRECT", 2)
    answer = taken(as_(cast.lan), ITEMS, "sort=due_on")
    job = Job.objects.get()
    assert (answer.status_code, answer.url) == (302, job.get_absolute_url())
    run_waiting()
    job.refresh_from_db()
    with job.result.open() as file:
        rows = grid(file.read())
    assert (job.state, len(rows)) == ("done", 4)
    assert "=1+1" in rows[1]


def test_the_worker_asks_again_who_may(cast, items):
    with pytest.raises(Exception, match="không thuộc quyền"):
        listing.rebuilt(reverse(ITEMS), "", cast.admin)
    with pytest.raises(listing.Refused):
        listing.rebuilt("/khong-co/", "", cast.lan)
    with pytest.raises(listing.Refused):
        listing.rebuilt(reverse("deadlines:my-work"), "", cast.lan)


def test_a_list_too_long_for_a_file_is_refused_in_words(as_, cast, items, monkeypatch):
    monkeypatch.setattr(listing, "MOST", 2)
    client = as_(cast.lan)
    answer = client.get(f"{reverse(ITEMS)}?xuat=xlsx", follow=True)
    assert "lọc bớt rồi xuất từng phần" in answer.content.decode()


def test_an_unreadable_filter_gives_no_file(as_, cast, items):
    answer = taken(as_(cast.lan), ITEMS, "tu=31/02/2026")
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "text/html; charset=utf-8")
