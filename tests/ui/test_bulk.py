"""Ticked rows of a list and the page that does one thing to all of them, over the tests' own record type."""

import pytest
from django.http import QueryDict

from coordination.ui.picks import back_of, picked
from coordination.workflow import door
from tests.testapp.factories import SheetFactory
from tests.testapp.models import Sheet
from tests.ui import pages

pytestmark = pytest.mark.urls("tests.ui.urls")
LIST = "/kien-nghi/"


@pytest.fixture
def lan(client, cast):
    client.force_login(cast.lan)
    return client


@pytest.fixture
def sheets(cast):
    return [SheetFactory(locality=cast.locality, title=f"Tờ {n}", to=cast.department) for n in range(3)]


def ask(client, name, rows, method="get", **data):
    return getattr(client, method)(f"{LIST}nhieu/{name}/", {"chon": [row.pk for row in rows]} | data)


def told(response) -> list[str]:
    return [str(message) for message in response.wsgi_request._messages]


def test_a_list_offers_its_verbs_over_tick_boxes(lan, sheets):
    html = lan.get(LIST, {"q": "to"}).content.decode()

    assert html.count('name="chon"') == 3
    assert f'name="chon" value="{sheets[0].pk}" form="da-chon"' in html
    assert 'formaction="/kien-nghi/nhieu/send/"' in html
    assert '<input type="hidden" name="ve" value="/kien-nghi/?q=to">' in html
    assert "js/bulk.js" in html


def test_the_bar_knows_that_there_are_more_pages(lan, cast):
    for _ in range(26):
        SheetFactory(locality=cast.locality)

    SheetFactory(locality=cast.locality, title="Nước sạch")

    pages = [lan.get(LIST, query).context["picks"].has_pages for query in ({}, {"page": 2}, {"q": "nuoc"})]

    assert pages == [True, True, False]


def test_an_empty_list_has_no_bar(lan):
    assert lan.get(LIST).context["picks"] is None


@pytest.mark.parametrize(("who", "verbs"), [("lan", ["Gửi", "Dừng"]), ("minh", None), ("stranger", ["Gửi", "Dừng"])])
def test_only_what_ones_role_may_is_offered(client, cast, sheets, who, verbs):
    SheetFactory(locality=cast.other, to=cast.department)
    client.force_login(getattr(cast, who))

    picks = client.get(LIST).context["picks"]

    assert (picks and [button.label for button in picks.buttons]) == verbs


def test_the_title_names_what_will_be_done(lan, cast, sheets):
    sent = SheetFactory(locality=cast.locality, title="Đã gửi rồi", status="sent")
    pages = [ask(lan, "send", rows).context for rows in (sheets, [*sheets[:2], sent], [sent])]
    assert [(page["title"], page["submit"]) for page in pages] == [
        ("Gửi 3 tờ giấy", "Gửi 3 tờ giấy"),
        ("Gửi 2 tờ giấy", "Gửi 2 tờ giấy"),
        ("Gửi", "Gửi"),
    ]


def test_the_page_shows_what_it_will_do_and_what_not(lan, cast, sheets):
    sent = SheetFactory(locality=cast.locality, title="Đã gửi rồi", status="sent")

    response = ask(lan, "send", [*sheets, sent])

    assert [row for row, _words in response.context["ready"]] == sheets
    assert response.context["left_out"] == [(sent, "Đang ở trạng thái “Đã gửi”.")]
    html = response.content.decode()
    assert "Gửi 3 tờ giấy" in html
    assert "Mỗi tờ một lần gửi." in html
    assert set(Sheet.objects.filter(pk__in=[row.pk for row in sheets]).values_list("status", flat=True)) == {"new"}


def test_one_refusal_leaves_the_others_done(lan, cast, sheets):
    stopped = SheetFactory(locality=cast.locality, title="Đã thôi", status="stopped")

    response = ask(lan, "send", [*sheets, stopped], "post", to=cast.board.pk, ve=f"{LIST}?q=to")

    assert response.url == f"{LIST}?q=to"
    assert [row.status for row in Sheet.objects.order_by("pk")] == ["sent", "sent", "sent", "stopped"]
    assert told(response) == [
        "Đã gửi 3 tờ giấy.",
        "Không gửi được 1 tờ giấy (Đã thôi): đang ở trạng thái “Đã dừng”.",
    ]


def test_what_an_action_finds_wrong_is_told(lan, cast, sheets):
    Sheet.objects.filter(pk=sheets[1].pk).update(title="")

    response = ask(lan, "stop", sheets, "post")

    assert [row.status for row in Sheet.objects.order_by("pk")] == ["stopped", "new", "stopped"]
    assert told(response)[0] == "Đã dừng 2 tờ giấy."
    assert told(response)[1].startswith("Không dừng được 1 tờ giấy")


def test_a_wrong_form_keeps_rows_and_words(lan, sheets):
    response = ask(lan, "send", sheets, "post", to="", note="Gấp trong tuần")

    assert response.status_code == 422
    html = response.content.decode()
    assert html.count('<input type="hidden" name="chon"') == 3
    assert "Gấp trong tuần" in html
    assert "Lỗi:" in html


def test_rows_of_others_are_counted_and_not_named(lan, cast, sheets):
    foreign = SheetFactory(locality=cast.other, title="Của tỉnh khác")

    page = ask(lan, "stop", [sheets[0], foreign])
    response = ask(lan, "stop", [sheets[0], foreign], "post")

    assert (page.context["unseen"], "Của tỉnh khác" in page.content.decode()) == (1, False)
    assert told(response) == ["Đã dừng 1 tờ giấy.", "Không dừng được 1 tờ giấy: không còn trong những gì bạn được xem."]
    foreign.refresh_from_db()
    assert foreign.status == "new"


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("chon=3&chon=1&chon=3", [3, 1]),
        ("chon=-1&chon=x&chon=&chon=٣&chon=1.5", []),
        (f"chon={'9' * 19}&chon=7", [7]),
        ("khac=1", []),
    ],
)
def test_the_keys_of_an_address(query, keys):
    assert picked(QueryDict(query)) == keys


@pytest.mark.parametrize("address", ["https://xa.la/", "//xa.la/", "/\\xa.la", "javascript:x", "", "kien-nghi/"])
def test_only_our_own_lists_are_come_back_to(address):
    data = QueryDict(mutable=True)
    data["ve"] = address

    assert back_of(data, "/nha/") == "/nha/"


# --- Two officers ----------------------------------------------------------------------------------------------------


def shown(response) -> dict:
    """What the page sends back of the rows that it showed."""
    return {"phien-ban": response.context["versions"]}


def test_a_row_changed_since_it_was_shown_is_shown_again_first(lan, cast, sheets):
    seen = shown(ask(lan, "stop", sheets))
    changed = Sheet.objects.get(pk=sheets[1].pk)
    changed.title = "Tờ đã sửa"
    door.change(changed, by=cast.tu)

    stopped = ask(lan, "stop", sheets, "post", **seen)

    said = ["Đồng nghiệp vừa sửa Tờ đã sửa: xem lại ở trên rồi bấm lần nữa."]
    assert (stopped.status_code, stopped.context["form"].non_field_errors()) == (409, said)
    assert set(Sheet.objects.values_list("status", flat=True)) == {"new"}
    assert ask(lan, "stop", sheets, "post", **shown(stopped)).status_code == 302
    assert set(Sheet.objects.values_list("status", flat=True)) == {"stopped"}


@pytest.mark.parametrize("sent", ["", "x.y", "0.1", "9" * 40 + ".1", "\0"])
def test_what_no_page_sent_stops_nothing(lan, sheets, sent):
    assert ask(lan, "stop", sheets, "post", **{"phien-ban": sent}).status_code == 302


def test_a_row_changed_between_looking_and_doing_is_left_as_it_is(lan, cast, sheets, monkeypatch):
    """Somebody saves while the first rows are being done: the door knows the revision that was shown."""
    seen = shown(ask(lan, "stop", sheets))
    monkeypatch.setattr(pages.SheetBulk, "_moved_on", lambda page: [])
    changed = Sheet.objects.get(pk=sheets[1].pk)
    changed.title = "Tờ đã sửa"
    door.change(changed, by=cast.tu)

    done = ask(lan, "stop", sheets, "post", **seen)

    assert [row.status for row in Sheet.objects.order_by("pk")] == ["stopped", "new", "stopped"]
    assert told(done)[0] == "Đã dừng 2 tờ giấy."
