"""What waits for a step without a due day stands in "Việc của tôi" of whoever takes that step, until it is taken."""

from datetime import date as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coordination.deadlines.views import waiting as views
from coordination.ui import counting, paging
from tests.people.factories import BodyFactory
from tests.voters.factories import brought_to, petition_of
from tests.voters.factories_batches import asked, batch_of, petitions_in
from tests.voters.factories_drafting import assigned_to, draft_in
from voters import actions

WORK = reverse("deadlines:my-work")
REFUSED = "Bị từ chối, chờ chuyển lại"


def refused(cast, **fields):
    petition = petition_of(cast.locality, due_on=D(2026, 12, 1), **fields)
    actions.forward(petition, by=cast.lan, to=cast.department, on=D(2026, 6, 1))
    actions.refuse(petition, by=cast.minh, reason="Không phải.", on=D(2026, 6, 12))
    return petition


def shown(client, user, scope="toi") -> dict[str, tuple[int, list[str]]]:
    """Title of each block → how many there are, and titles of the rows; the page of its own shows the same."""
    client.force_login(user)
    found = {}
    for block in client.get(WORK, {"pham_vi": scope}).context["without_day"]:
        page = client.get(block.kind.url)
        assert (page.status_code, page.context["total"]) == (200, block.count)
        assert list(page.context["items"])[: len(block.items)] == block.items
        found[block.kind.title] = (block.count, [item.title for item in block.items])
    return found


def test_after_a_refusal_the_sender_has_a_work_item(client, cast):
    petition = refused(cast, title="Đường hỏng")
    for user in (cast.lan, cast.tu):
        assert shown(client, user) == {REFUSED: (1, ["Đường hỏng"])}, user
    page = client.get(WORK)
    (block,) = page.context["without_day"]
    (item,) = block.items
    assert item.words == f"{petition.code} · Sở Y tế từ chối ngày 12/06/2026"
    assert (item.url, item.act) == (petition.get_absolute_url(), "Chuyển lại")
    assert client.get(item.act_url).status_code == 200
    assert "Không có việc nào đang chờ" not in page.content.decode()
    for user in (cast.minh, cast.ubnd, cast.hoa, cast.thu_ky, cast.dai_bieu, cast.xa, cast.stranger):
        assert shown(client, user) == {}, user


@pytest.mark.parametrize(
    "step",
    [
        lambda petition, cast: actions.forward(petition, by=cast.lan, to=cast.committee),
        lambda petition, cast: actions.return_petition(petition, by=cast.lan, reason="Việc riêng."),
        lambda petition, cast: actions.answer_on_spot(
            petition, by=cast.lan, result="explained", text="Đã nói rõ.", body=cast.standing
        ),
    ],
)
def test_it_is_gone_once_it_is_forwarded_again_returned_or_kept(client, cast, step):
    petition = refused(cast)
    step(petition, cast)
    assert REFUSED not in shown(client, cast.lan)


def test_the_page_of_a_kind_is_for_those_who_take_the_step(client, cast):
    refused(cast)
    url = reverse("deadlines:waiting", args=["tu-choi"])
    assert client.get(url).status_code == 302  # to the login
    for user, status in ((cast.lan, 200), (cast.minh, 403), (cast.hoa, 403), (cast.stranger, 200)):
        client.force_login(user)
        page = client.get(url)
        assert page.status_code == status, user
        if status == 200:
            assert len(page.context["items"]) == (user == cast.lan)
    assert client.get(reverse("deadlines:waiting", args=["khong-co"])).status_code == 404


def test_a_secret_one_is_not_for_everybody(client, cast):
    refused(cast, title="Tên không ai được đọc", confidential=True)
    assert shown(client, cast.lan) == {}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_rows_costs_nothing(client, cast, django_assert_num_queries, rows):
    for _ in range(rows):
        refused(cast)
        petition_of(cast.locality, field="", competent_body=None)
    client.force_login(cast.lan)
    client.get(WORK)
    with django_assert_num_queries(22):
        page = client.get(WORK)
    assert [(block.count, len(block.items)) for block in page.context["without_day"]] == [(rows, rows)] * 2
    with django_assert_num_queries(12):
        client.get(reverse("deadlines:waiting", args=["tu-choi"]))


def test_more_than_the_first_rows_are_counted(client, cast):
    for _ in range(7):
        petition_of(cast.locality, field="")
    client.force_login(cast.lan)
    page = client.get(WORK)
    (block,) = page.context["without_day"]
    assert (block.count, len(block.items), block.has_more) == (7, 5, True)
    assert "Xem cả 7" in page.content.decode()


def pages(client, url) -> list[tuple[str, list[str]]]:
    """Words over each page and titles of its rows, from the first to the last by the link to the next."""
    found, query = [], ""
    while query is not None:
        context = client.get(url + query).context
        found.append((context["count_words"], [item.title for item in context["items"]]))
        query = f"?page={context['page'].after}" if context["page"].has_next() else None
    return found


def test_a_long_register_is_paged_and_counted_as_every_list(client, cast, monkeypatch):
    titles = [f"Việc {number}" for number in range(7)]
    for title in titles:
        petition_of(cast.locality, field="", title=title)
    for module, name, number in (
        (views, "PAGE", 2),
        (counting, "COUNT_LIMIT", 4),
        (paging, "COUNTED_OFF", 1),
    ):
        monkeypatch.setattr(module, name, number)
    client.force_login(cast.lan)
    url = reverse("deadlines:waiting", args=["phan-loai"])
    with CaptureQueriesContext(connection) as asked:
        found = pages(client, url)
    assert found == [
        ("hơn 4 việc", titles[:2]),
        ("hơn 4 việc", titles[2:4]),
        ("hơn 4 việc", titles[4:6]),
        ("hơn 4 việc", titles[6:]),
    ]
    about = [query["sql"] for query in asked if "voters_petition" in query["sql"]]
    assert [sql for sql in about if "LIMIT" not in sql and "COUNT" in sql] == []
    assert [sql for sql in about if "OFFSET 4" in sql or "OFFSET 6" in sql] == []
    for query, first in (("?page=2", "Việc 2"), ("?page=99", "Việc 0"), ("?page=x", "Việc 0"), ("?page=-1", "Việc 0")):
        assert client.get(url + query).context["items"][0].title == first, query


# --- What was asked without a day ------------------------------------------------------------------------------------


def test_without_a_day_it_waits_with_whoever_was_asked(client, cast):
    title = "Chờ trả lời, chưa đặt hạn"
    petition = petition_of(cast.locality, title="Trạm y tế dột", due_on=None)
    actions.forward(petition, by=cast.lan, to=cast.department, on=D(2026, 6, 1))
    dated = petition_of(cast.locality, due_on=D(2026, 12, 1))
    actions.forward(dated, by=cast.lan, to=cast.department, on=D(2026, 6, 1))  # a duty of the ledger
    assert shown(client, cast.minh) == {title: (1, ["Trạm y tế dột"]), NEWLY: (1, [dated.title])}
    actions.accept(dated, by=cast.minh)
    actions.accept(petition, by=cast.minh)
    assert shown(client, cast.minh) == {title: (1, ["Trạm y tế dột"])}
    other = cast.acting_as(BodyFactory(locality=cast.locality, parent=cast.committee), "department_officer")
    assert (shown(client, other), shown(client, cast.ubnd)) == ({}, {})
    actions.reply(petition, by=cast.chief, result="explained", text="Giải trình.")
    assert shown(client, cast.minh) == {}


def test_reopened_without_a_day_it_is_not_forgotten(client, cast):
    petition = brought_to(petition_of(cast.locality, title="Cầu yếu"), "reopened", cast.department)
    assert shown(client, cast.minh) == {"Chờ trả lời, chưa đặt hạn": (1, ["Cầu yếu"])}
    brought_to(petition_of(cast.locality), "answered", cast.department)
    actions.reply(petition, by=cast.chief, result="explained", text="Giải trình rõ.")
    assert shown(client, cast.minh) == {}


def test_what_a_committee_assigned_on_without_a_day_waits_with_that_body(client, cast):
    petition = brought_to(petition_of(cast.locality, title="Chợ xuống cấp", due_on=None), "in_progress", cast.committee)
    actions.assign(petition, by=cast.ubnd, to=cast.department)
    assert shown(client, cast.minh) == {"Chờ trả lời, chưa đặt hạn": (1, ["Chợ xuống cấp"])}
    assert shown(client, cast.ubnd) == {"Chờ trả lời, chưa đặt hạn": (1, ["Chợ xuống cấp"])}
    actions.refuse_assigned(petition.referrals.get(under__isnull=False), by=cast.minh, reason="Không phải.")
    assert shown(client, cast.minh) == {}


# --- What came in and is neither taken on nor refused -----------------------------------------------------------------

NEWLY = "Mới chuyển đến, chờ nhận"


def came_in(cast, due_on=D(2026, 12, 1), **days):
    """Forwarded to the department on 1 June; the answer is due far ahead."""
    petition = petition_of(cast.locality, title="Trạm y tế dột", due_on=due_on)
    return actions.forward(petition, by=cast.lan, to=cast.department, on=D(2026, 6, 1), **days)


def in_the_ledger(client, user) -> list[str]:
    """Titles of the duties that "Việc của tôi" shows to the user as theirs."""
    client.force_login(user)
    groups = client.get(WORK, {"pham_vi": "toi"}).context["groups"]
    return [row.title for group in groups if not group.is_awaited for row in group.rows]


def test_what_came_in_waits_to_be_taken_on(client, cast):
    petition = came_in(cast)
    for user in (cast.minh, cast.chief):
        assert shown(client, user) == {NEWLY: (1, ["Trạm y tế dột"])}, user
    page = client.get(WORK)
    (block,) = page.context["without_day"]
    (item,) = block.items
    for shown_at in (page, client.get(block.kind.url)):
        said = shown_at.content.decode()
        assert ("chờ nhận, hạn còn xa" in said, "không có hạn" in said, "không quy định nào đặt hạn" in said) == (
            True,
            False,
            False,
        )
    assert (item.words, item.act) == (f"{petition.code} · {petition.get_status_display()}", "Nhận hoặc từ chối")
    assert (item.url, item.act_url) == (petition.get_absolute_url(), petition.get_absolute_url())
    for user in (cast.lan, cast.tu, cast.ubnd, cast.hoa, cast.thu_ky, cast.dai_bieu, cast.xa, cast.stranger):
        assert shown(client, user) == {}, user


@pytest.mark.parametrize(
    "step",
    [
        lambda petition, cast: actions.accept(petition, by=cast.minh),
        lambda petition, cast: actions.refuse(petition, by=cast.minh, reason="Không phải."),
        lambda petition, cast: actions.return_petition(petition, by=cast.lan, reason="Việc riêng."),
        lambda petition, cast: actions.merge(petition, by=cast.lan, lead=petition_of(cast.locality)),
        lambda petition, cast: type(petition).objects.filter(pk=petition.pk).update(confidential=True),
    ],
)
def test_it_is_gone_once_it_is_taken_on_refused_or_not_theirs(client, cast, step):
    petition = came_in(cast)
    step(petition, cast)
    assert shown(client, cast.minh) == {}


@pytest.mark.parametrize(
    ("days", "is_new"),
    [
        ({"due_on": D(2026, 12, 1)}, True),
        ({"due_on": D(2026, 10, 12)}, False),
        ({"due_on": D(2026, 10, 1)}, False),
        ({"due_on": D(2026, 9, 1)}, False),
        ({"answer_by": D(2026, 10, 5)}, False),
        ({"answer_by": D(2026, 9, 1)}, False),
        ({"answer_by": D(2026, 11, 20)}, True),
    ],
)
def test_what_the_ledger_shows_is_not_shown_twice(client, cast, days, is_new):
    came_in(cast, **days)
    assert shown(client, cast.minh) == ({NEWLY: (1, ["Trạm y tế dột"])} if is_new else {})
    assert (in_the_ledger(client, cast.minh) == []) == is_new


def test_what_was_assigned_on_waits_with_the_department(client, cast):
    petition = petition_of(cast.locality, title="Chợ xuống cấp", due_on=D(2026, 12, 1))
    inner = assigned_to(petition, cast, cast.department, accepted=False)
    assert shown(client, cast.minh) == {NEWLY: (1, ["Chợ xuống cấp"])}
    (block,) = client.get(WORK).context["without_day"]
    assert (block.items[0].act, block.items[0].url) == ("Nhận", petition.get_absolute_url())
    assert shown(client, cast.ubnd) == {}
    inner.refresh_from_db()
    actions.recall_assigned(inner, by=cast.ubnd, reason="Nhầm.")
    assert shown(client, cast.minh) == {}
    petition.refresh_from_db()
    again = actions.assign(petition, by=cast.ubnd, to=cast.department).referrals.get(recalled_on=None, under__gt=0)
    assert shown(client, cast.minh) == {NEWLY: (1, ["Chợ xuống cấp"])}
    actions.accept_assigned(again, by=cast.minh)
    assert shown(client, cast.minh) == {}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_new_ones_costs_nothing(client, cast, django_assert_num_queries, rows):
    for _ in range(rows):
        came_in(cast)
    client.force_login(cast.minh)
    client.get(WORK)
    with django_assert_num_queries(19):
        page = client.get(WORK)
    assert [(block.count, len(block.items)) for block in page.context["without_day"]] == [(rows, rows)]
    with django_assert_num_queries(10):
        client.get(reverse("deadlines:waiting", args=["moi-den"]))


# --- Drafts, opinions ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "whose"),
    [
        ("drafting", ()),
        ("checking", ("chief", "colleague")),
        ("clearing", ("chief",)),
        ("cleared", ("chief", "colleague", "minh")),
        ("returned", ("minh",)),
        ("dropped", ()),
    ],
)
def test_a_draft_waits_for_whoever_takes_its_next_step(client, cast, status, whose):
    petition = brought_to(petition_of(cast.locality, due_on=D(2026, 12, 1)), "in_progress", cast.department)
    draft_in(status, petition, cast.department, by=cast.minh)
    people = {
        "minh": cast.minh,
        "chief": cast.chief,
        "colleague": cast.acting_as(cast.department, "department_officer"),
        "lan": cast.lan,
        "hoa": cast.hoa,
        "stranger": cast.stranger,
    }
    found = {name: shown(client, user) for name, user in people.items()}
    block = {"Dự thảo trả lời chờ bạn": (1, [petition.title])}
    assert found == {name: block if name in whose else {} for name in people}


def test_an_opinion_without_a_day_waits_with_whoever_is_asked(client, cast):
    batch = batch_of(cast.locality, name="Đợt trước kỳ họp")
    petitions_in(batch, due_on=D(2026, 12, 1))
    (opinion,) = asked(batch, cast.front)
    type(opinion).objects.filter(pk=opinion.pk).update(due_on=None)
    title = "Chờ ý kiến về đợt tổng hợp"
    assert shown(client, cast.hoa) == {title: (1, ["Đợt trước kỳ họp"])}
    assert title not in shown(client, cast.lan)
    type(opinion).objects.filter(pk=opinion.pk).update(is_past=True)
    assert shown(client, cast.hoa) == {}
