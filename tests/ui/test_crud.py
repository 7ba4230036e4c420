"""List, page, form and step of a record, as a user meets them."""

import django_filters
import pytest
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.urls import reverse

from coordination.records.errors import AlreadyDone
from coordination.ui import filters, registry
from coordination.ui.crud import PLACES, routes
from coordination.ui.registry import Panel
from tests.testapp.factories import SheetFactory
from tests.testapp.models import Sheet
from tests.ui import pages

pytestmark = pytest.mark.urls("tests.ui.urls")
LIST = "/kien-nghi/"
NEW = "/kien-nghi/moi/"


@pytest.fixture
def lan(client, cast):
    client.force_login(cast.lan)
    return client


@pytest.fixture
def sheet(cast):
    return SheetFactory(locality=cast.locality, title="Nước sạch", to=cast.department, content="Máy bơm hỏng.")


def messages_of(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


# --- Lists


def test_a_list_shows_what_the_user_may_see(lan, cast, sheet):
    SheetFactory(locality=cast.other, title="Của tỉnh khác")
    html = lan.get(LIST).content.decode()
    assert ("Nước sạch" in html, "Của tỉnh khác" in html, "1 tờ giấy" in html) == (True, False, True)


@pytest.mark.parametrize(("who", "status"), [("lan", 200), ("stranger", 200), ("admin", 403)])
def test_a_list_asks_for_the_permission(client, cast, who, status):
    client.force_login(getattr(cast, who))
    assert client.get(LIST).status_code == status


@pytest.mark.parametrize(("who", "shown"), [("lan", True), ("ubnd", False)])
def test_the_one_button_is_for_those_who_may(client, cast, who, shown):
    client.force_login(getattr(cast, who))
    assert (NEW in client.get(LIST).content.decode()) == shown


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_asks_the_database_a_constant_number_of_times(lan, cast, django_assert_num_queries, rows):
    SheetFactory.create_batch(rows, locality=cast.locality, to=cast.department)
    lan.get(LIST)
    with django_assert_num_queries(10):  # eight for who looks and from where, the rows, the choices of the filter
        lan.get(LIST)


def test_words_without_accents_are_found_and_marked(lan, cast, sheet):
    SheetFactory(locality=cast.locality, title="Bãi rác")
    html = lan.get(LIST, {"q": "nuoc sach"}).content.decode()
    assert "<mark>Nước</mark> <mark>sạch</mark>" in html
    assert "Bãi rác" not in html
    assert "Có chữ “nuoc sach”" in html


def test_a_filter_in_force_can_be_taken_off(lan, sheet):
    response = lan.get(LIST, {"status": "sent", "tu": "01/01/2020", "page": "1"})
    pills = [(pill.words, pill.without) for pill in response.context["filter"].pills()]
    assert pills == [("Trạng thái: Đã gửi", "?tu=01%2F01%2F2020"), ("Từ 01/01/2020", "?status=sent")]
    assert "Không có tờ giấy nào khớp bộ lọc" in response.content.decode()


FOUR = ("status", "to", "confidential", "names")


@pytest.mark.parametrize(
    ("fields", "query", "boxes", "is_folded"),
    [
        (FOUR[:2], "", ["status", "to", "tu", "den"], False),
        (FOUR[:3], "", ["status", "to", "confidential"], True),
        (FOUR, "", [*FOUR], True),
        (FOUR, "tu=&q=", [*FOUR], True),
        (FOUR, "den=01/01/2026", [*FOUR, "tu", "den"], False),
        (FOUR, "tu=01/x", [*FOUR, "tu", "den"], False),
        (FOUR, "bo_loc=het", [*FOUR, "tu", "den"], False),
        ((*FOUR, "level", "place"), "place=1", [*FOUR, "place"], True),
    ],
)
def test_beyond_the_fourth_only_filters_in_force_are_drawn(cast, rf, fields, query, boxes, is_folded):
    more = {name: django_filters.CharFilter(field_name="title") for name in ("level", "place") if name in fields}
    meta = type("Meta", (), {"model": Sheet, "fields": [name for name in fields if name not in more]})
    narrowed = type("Filters", (pages.SheetFilter,), {"Meta": meta, **more})
    request = rf.get(f"{LIST}?{query}")
    request.user = cast.lan
    bound = narrowed(request.GET, Sheet.objects.visible_to(cast.lan), request=request)
    assert ({box.name for box in bound.boxes}, bound.is_folded) == (set(boxes), is_folded)


def test_further_filters_come_when_they_are_asked_for(lan, sheet, monkeypatch):
    monkeypatch.setattr(filters, "IN_SIGHT", 1)
    page, whole = lan.get(f"{LIST}?q=nuoc"), lan.get(f"{LIST}?q=nuoc&bo_loc=het")
    html = page.content.decode()
    assert 'href="?q=nuoc&amp;bo_loc=het" hx-get="/kien-nghi/?bo_loc=het"' in html
    assert [box.name for box in page.context["filter"].boxes] == ["status"]
    assert [box.name for box in whole.context["filter"].boxes] == ["status", "to", "confidential", "tu", "den"]
    assert ("Thêm bộ lọc" in whole.content.decode(), "autofocus" in whole.content.decode()) == (False, False)
    part = lan.get(f"{LIST}?q=nuoc&bo_loc=het", headers={"HX-Request": "true", "HX-Target": "bo-loc"})
    assert 'name="to" autofocus' in part.content.decode()


def test_an_empty_list_says_what_is_empty(lan):
    html = lan.get(LIST).content.decode()
    assert "Chưa có tờ giấy nào" in html
    assert html.count(f'href="{NEW}"') == 2


def test_a_wrong_date_in_a_filter_is_told_and_the_rest_applies(lan, sheet):
    response = lan.get(LIST, {"tu": "31/6/2026", "q": "nuoc"})
    html = response.content.decode()
    assert response.status_code == 400
    assert "Tháng 6 chỉ có 30 ngày." in html
    assert 'value="31/6/2026"' in html
    assert "1 tờ giấy" in html


@pytest.mark.parametrize("sort", ["title", "-title", "created_at", "to", "state", "-state", "none", "title__x", ""])
def test_any_sort_answers(lan, sheet, sort):
    assert lan.get(LIST, {"sort": sort}).status_code == 200


def test_rows_are_sorted_as_asked(lan, cast):
    for title in ("B", "A", "C"):
        SheetFactory(locality=cast.locality, title=title)
    page = lan.get(LIST, {"sort": "-title"}).context["page"]
    assert [row.record.title for row in page.object_list] == ["C", "B", "A"]


@pytest.mark.parametrize(
    ("asked", "number"), [("2", 2), ("0", 1), ("-1", 1), ("x", 1), ("9" * 30, 1), ("50", 1), ("²", 1)]
)
def test_any_page_answers(lan, cast, monkeypatch, asked, number):
    monkeypatch.setattr(pages.SheetList, "per_page", 2)
    SheetFactory.create_batch(3, locality=cast.locality)
    assert lan.get(LIST, {"page": asked}).context["page"].number == number


def test_pages_say_which_rows_they_show(lan, cast, monkeypatch):
    monkeypatch.setattr(pages.SheetList, "per_page", 2)
    SheetFactory.create_batch(3, locality=cast.locality)
    html = lan.get(LIST, {"q": "", "page": "2"}).content.decode()
    assert '<span class="num">3–3</span> trong <span class="nb">3</span>' in html
    assert "?q=&amp;page=1" in html


def test_the_count_is_capped(lan, cast, monkeypatch):
    monkeypatch.setattr(pages.SheetList, "per_page", 1)
    monkeypatch.setattr("coordination.ui.counting.COUNT_LIMIT", 2)
    SheetFactory.create_batch(4, locality=cast.locality)
    assert lan.get(LIST).context["count_words"] == "hơn 2 tờ giấy"


def test_htmx_gets_the_results_only(lan, sheet):
    headers = {"HX-Request": "true", "HX-Target": "ket-qua"}
    response = lan.get(LIST, {"status": "new"}, headers=headers)
    html = response.content.decode()
    assert ("<html" in html, 'id="ket-qua"' in html, "đang dùng 1" in html) == (False, True, True)
    assert "HX-Request" in response["Vary"]
    assert "<html" in lan.get(LIST, headers=headers | {"HX-History-Restore-Request": "true"}).content.decode()


def test_tabs_show_which_view_is_open(lan):
    assert lan.get(LIST, {"status": "new"}).context["presets"] == [("Tất cả", "?", False), ("Mới", "?status=new", True)]


# --- Pages


def test_a_page_shows_facts_steps_and_history(lan, sheet):
    html = lan.get(f"{LIST}{sheet.pk}/").content.decode()
    words = ["Nước sạch", "Máy bơm hỏng.", "Sở Y tế", "Làm tiếp", "Gửi", "Dừng", "Lịch sử", "Sửa tờ giấy"]
    assert [word for word in words if word not in html] == []


@pytest.mark.parametrize(
    ("who", "status"), [("lan", 200), ("hoa", 200), ("minh", 200), ("stranger", 404), ("admin", 404)]
)
def test_a_page_not_yours_is_not_found(client, cast, sheet, who, status):
    client.force_login(getattr(cast, who))
    assert client.get(f"{LIST}{sheet.pk}/").status_code == status


def test_steps_never_yours_are_absent(client, cast, sheet):
    client.force_login(cast.hoa)
    html = client.get(f"{LIST}{sheet.pk}/").content.decode()
    assert ("Làm tiếp" in html, "/send/" in html) == (False, False)


def test_a_confidential_page_shows_its_case_code(client, cast):
    secret = SheetFactory(locality=cast.locality, title="Tên người tố cáo", confidential=True, names=cast.lan.person)
    client.force_login(cast.lan)
    html = client.get(f"{LIST}{secret.pk}/").content.decode()
    assert f"<h1>TG-{secret.pk}</h1>" in html
    assert "Mật</span>" in html


def test_sections_hold_a_table_and_say_how_many_more(lan, cast, sheet):
    SheetFactory.create_batch(27, locality=cast.locality)
    section = lan.get(f"{LIST}{sheet.pk}/").context["sections"][0]
    assert (section.title, section.count, section.context["rest"]) == ("Tờ khác", 27, 2)
    assert section.link == ("Ghi tờ giấy", f"{NEW}?to=1")


def test_panels_of_other_apps_find_their_place(lan, sheet, monkeypatch):
    drawn = [Panel("Bên lề", "ui/messages.html"), Panel("Giữa trang", "ui/messages.html", wide=True)]
    monkeypatch.setattr(registry.panels_of, "answer", lambda record, user: drawn)
    context = lan.get(f"{LIST}{sheet.pk}/").context
    assert [panel.title for panel in context["margin_panels"]] == ["Bên lề"]
    assert [panel.title for panel in context["main_panels"]] == ["Giữa trang"]


def test_an_ended_locality_is_read_only(client, cast):
    client.force_login(cast.acting_as(cast.ended_council, "council_clerk"))
    old = SheetFactory(locality=cast.ended, title="Tờ cũ")
    html = client.get(f"{LIST}{old.pk}/").content.decode()
    assert ("Tờ cũ" in html, "Sửa tờ giấy" in html, "Làm tiếp" in html) == (True, False, False)
    assert "đã kết thúc: chỉ xem được" in html
    assert NEW not in client.get(LIST).content.decode()
    assert client.get(NEW).status_code == 403


# --- Forms


def test_a_record_is_written_down(lan, cast):
    response = lan.post(NEW, {"title": "Tờ mới", "copies": [cast.front.pk]}, follow=True)
    sheet = Sheet.objects.get()
    assert (sheet.title, sheet.locality, sheet.created_by, list(sheet.copies.all())) == (
        "Tờ mới", cast.locality, cast.lan, [cast.front],
    )  # fmt: skip
    assert response.redirect_chain == [(f"{LIST}{sheet.pk}/", 302)]
    assert messages_of(response) == ["Đã lưu tờ giấy."]


def test_a_form_with_faults_keeps_what_was_typed(lan):
    response = lan.post(NEW, {"title": "", "content": "Chữ đã gõ"})
    html = response.content.decode()
    assert response.status_code == 422
    assert "<title>Lỗi: Ghi tờ giấy · Phối hợp</title>" in html
    assert "Chưa lưu được: 1 ô cần sửa." in html
    assert '<a href="#id_title">Tiêu đề</a>' in html
    assert "Chữ đã gõ" in html
    assert Sheet.objects.count() == 0


def test_the_address_fills_fields(lan, cast):
    assert lan.get(NEW, {"to": cast.front.pk, "x": "1"}).context["form"]["to"].value() == str(cast.front.pk)


@pytest.mark.parametrize("who", ["ubnd", "minh", "admin"])
def test_writing_down_asks_for_the_permission(client, cast, who):
    client.force_login(getattr(cast, who))
    assert (client.get(NEW).status_code, client.post(NEW, {"title": "x"}).status_code) == (403, 403)


@pytest.mark.parametrize(
    ("fault", "field", "words"),
    [
        (ValidationError({"title": "Trùng tờ số 5."}), "title", ["Trùng tờ số 5."]),
        (ValidationError("Không ghi ngày nghỉ."), "__all__", ["Không ghi ngày nghỉ."]),
        (ValidationError({"names": "Người này đã nghỉ."}), "__all__", ["Names: Người này đã nghỉ."]),
        (AlreadyDone("Đã có."), "__all__", ["Đã có."]),
    ],
)
def test_what_the_action_refuses_is_told_at_the_form(lan, monkeypatch, fault, field, words):
    def action(record, *, by, related=None):
        raise fault

    monkeypatch.setattr(pages.SheetCreate, "action", action)
    response = lan.post(NEW, {"title": "Tờ"})
    assert (response.status_code, dict(response.context["form"].errors)) == (422, {field: words})


def test_a_record_is_changed(lan, sheet):
    data = {"title": "Tên khác", "revision": sheet.revision}
    assert lan.post(f"{LIST}{sheet.pk}/sua/", data).url == f"{LIST}{sheet.pk}/"
    sheet.refresh_from_db()
    assert (sheet.title, sheet.revision) == ("Tên khác", 2)


@pytest.mark.parametrize(("who", "status"), [("lan", 200), ("ubnd", 403), ("stranger", 404)])
def test_changing_asks_who_may(client, cast, sheet, who, status):
    client.force_login(getattr(cast, who))
    assert client.get(f"{LIST}{sheet.pk}/sua/").status_code == status


def test_a_save_in_between_is_told_then_stood_over(lan, cast, sheet):
    address = f"{LIST}{sheet.pk}/sua/"
    lan.post(address, {"title": "Nước sạch", "content": "Chữ của người kia", "revision": "1"})
    response = lan.post(address, {"title": "Nước sạch", "content": "Chữ của tôi", "revision": "1"})
    html = response.content.decode()
    assert response.status_code == 409
    assert "Nguyễn Thị Lan đã lưu hồ sơ này lúc" in html
    assert response.context["differing"] == [("Nội dung", "Chữ của người kia", "Chữ của tôi")]
    assert "Chữ của tôi" in html
    assert lan.post(address, {"title": "Nước sạch", "content": "Chữ của tôi", "revision": "2"}).status_code == 302
    sheet.refresh_from_db()
    assert sheet.content == "Chữ của tôi"


# --- Steps


def test_a_step_shows_its_form_and_goes(lan, cast, sheet):
    address = f"{LIST}{sheet.pk}/send/"
    html = lan.get(address).content.decode()
    assert ("<h1>Gửi</h1>" in html, "Ghi chú" in html, "Nước sạch" in html) == (True, True, True)
    response = lan.post(address, {"to": cast.committee.pk, "note": "Gấp"}, follow=True)
    sheet.refresh_from_db()
    assert (sheet.status, sheet.to) == ("sent", cast.committee)
    assert messages_of(response) == ["Đã gửi."]


def test_a_step_without_a_form_is_a_question(lan, sheet):
    address = f"{LIST}{sheet.pk}/stop/"
    assert lan.get(address).status_code == 200
    lan.post(address)
    sheet.refresh_from_db()
    assert sheet.status == "stopped"


def test_a_step_with_faults_stays(lan, sheet):
    response = lan.post(f"{LIST}{sheet.pk}/send/", {"note": "Gấp"})
    assert (response.status_code, dict(response.context["form"].errors)) == (422, {"to": ["Chưa chọn."]})
    assert "Gấp" in response.content.decode()


@pytest.mark.parametrize(("who", "status"), [("hoa", 403), ("stranger", 404)])
def test_a_step_not_yours(client, cast, sheet, who, status):
    client.force_login(getattr(cast, who))
    address = f"{LIST}{sheet.pk}/send/"
    assert (client.get(address).status_code, client.post(address).status_code) == (status, status)


def test_a_step_announced_says_why_not_yet(client, cast, sheet):
    client.force_login(cast.minh)
    assert "Chưa gửi." in client.get(f"{LIST}{sheet.pk}/").content.decode()
    response = client.get(f"{LIST}{sheet.pk}/finish/", follow=True)
    assert messages_of(response) == ["Chưa gửi."]
    assert response.redirect_chain == [(f"{LIST}{sheet.pk}/", 302)]


def test_a_step_done_already_says_so(lan, cast, sheet):
    address = f"{LIST}{sheet.pk}/send/"
    lan.post(address, {"to": cast.committee.pk})
    again = lan.post(address, {"to": cast.committee.pk}, follow=True)
    assert "Việc này đã được Nguyễn Thị Lan làm lúc" in messages_of(again)[-1]
    assert messages_of(lan.get(address, follow=True)) == ["Hồ sơ chưa ở bước làm được việc này."]


def test_a_step_nobody_knows_is_not_found(lan, sheet):
    assert lan.get(f"{LIST}{sheet.pk}/fly/").status_code == 404


@pytest.mark.parametrize("address", ["/kien-nghi/999999999999999999999999/", "/kien-nghi/0/sua/", "/kien-nghi/0/send/"])
def test_a_record_that_is_not_there(lan, address):
    assert lan.get(address).status_code == 404


# --- Routes


def test_routes_are_named_after_the_model():
    assert {kind: reverse(f"testapp:sheet-{kind}", args=args) for kind, args in {
        "list": [], "create": [], "detail": [5], "edit": [5], "move": [5, "send"], "bulk": ["send"],
    }.items()} == {
        "list": LIST, "create": NEW, "detail": f"{LIST}5/", "edit": f"{LIST}5/sua/", "move": f"{LIST}5/send/",
        "bulk": f"{LIST}nhieu/send/",
    }  # fmt: skip
    assert set(PLACES) == {"list", "create", "bulk", "detail", "edit", "move"}


def test_routes_refuse_another_name():
    with pytest.raises(ImproperlyConfigured, match="SheetList is about “sheet”"):
        routes("paper", list=pages.SheetList)
