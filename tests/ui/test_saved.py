"""Ways to look at a list, kept under a name: tabs, one that opens by itself, shared ones, old ones."""

import pytest
from django.urls import reverse

from coordination.ui.models import SavedView
from coordination.ui.saved_forms import ViewForm

LIST = "/ky-hop/tai-lieu/"
KEPT = "sort=due_on&stage=waiting"


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def view_of(user, name="Đang chờ", query=KEPT, **fields) -> SavedView:
    fields = {"path": LIST, "title": "Tài liệu kỳ họp"} | fields
    return SavedView.objects.create(user=user, name=name, query=query, **fields)


def save(client, query="stage=waiting&page=2&q=&sort=due_on", **typed):
    address = reverse("saved:view-create")
    return client.post(f"{address}?o={LIST}&q={query.replace('&', '%26')}", {"name": "Đang chờ"} | typed)


def test_what_is_in_force_is_saved_without_page_and_empty_boxes(as_, cast):
    answer = save(as_(cast.lan))
    view = SavedView.objects.get()
    assert (view.user, view.body, view.path, view.query) == (cast.lan, None, LIST, KEPT)
    assert (answer.status_code, answer.url) == (302, f"{LIST}?{KEPT}&xem={view.pk}")


def test_saved_views_are_tabs_and_the_one_in_force_is_marked(as_, cast):
    view = view_of(cast.lan)
    page = as_(cast.lan).get(view.url)
    assert [(tab.view, tab.is_shown) for tab in page.context["saved"]] == [(view, True)]
    assert page.context["saving_url"] == ""
    page = as_(cast.lan).get(f"{LIST}?stage=working")
    assert [tab.is_shown for tab in page.context["saved"]] == [False]
    assert page.context["presets"][0][:2] == ("Tất cả", "?")
    assert "Lưu cách xem" in page.content.decode()


def test_a_default_opens_by_itself_and_everything_stays_one_press_away(as_, cast):
    client = as_(cast.lan)
    save(client, is_default="on")
    view = SavedView.objects.get()
    assert client.get(LIST).url == view.url
    whole = client.get(f"{LIST}?xem=tat-ca")
    assert (whole.status_code, whole.context["presets"][0]) == (200, ("Tất cả", "?xem=tat-ca", True))
    save(client, "stage=working", name="Đã nhận", is_default="on")
    assert list(SavedView.objects.filter(is_default=True).values_list("name", flat=True)) == ["Đã nhận"]


@pytest.mark.parametrize(("who", "seen"), [("lan", True), ("other_clerk", True), ("minh", False), ("stranger", False)])
def test_a_shared_view_is_the_office_s(as_, cast, who, seen):
    cast.other_clerk = cast.acting_as(cast.office, "council_clerk", "Mai Thị Hai")
    save(as_(cast.lan), is_shared="on")
    page = as_(getattr(cast, who)).get(f"{LIST}?xem=tat-ca")
    assert bool(page.context["saved"]) == seen


def test_who_is_no_clerk_shares_nothing(as_, cast):
    client = as_(cast.dai_bieu)
    save(client, is_shared="on")
    view = SavedView.objects.get()
    assert view.body is None
    assert client.post(reverse("saved:view-step", args=[view.pk, "dung-chung"])).status_code == 403


def test_views_of_others_are_not_touched(as_, cast):
    view = view_of(cast.lan, body=cast.office)
    cast.other_clerk = cast.acting_as(cast.office, "council_clerk", "Mai Thị Hai")
    for user in (cast.other_clerk, cast.stranger):
        for step in ("xoa", "mo-san", "rieng", "dung-chung"):
            assert as_(user).post(reverse("saved:view-step", args=[view.pk, step])).status_code == 404
    assert SavedView.objects.count() == 1


def test_one_s_own_views_are_kept_in_order_on_one_page(as_, cast):
    client = as_(cast.lan)
    view = view_of(cast.lan)
    for step, said in (
        ("mo-san", "Từ nay vào “Tài liệu kỳ họp” thì mở sẵn “Đang chờ”."),
        ("thoi-mo-san", "Vào “Tài liệu kỳ họp” thì lại xem tất cả."),
        ("dung-chung", "Mọi người ở Văn phòng HĐND tỉnh đã có cách xem “Đang chờ”."),
        ("rieng", "Chỉ còn bạn có cách xem “Đang chờ”."),
        ("xoa", "Đã xóa cách xem “Đang chờ”."),
    ):
        page = client.post(reverse("saved:view-step", args=[view.pk, step]), follow=True)
        assert said in page.content.decode()
    assert "Chưa lưu cách xem nào" in client.get(reverse("saved:view-list")).content.decode()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("cu=1&stage=waiting", "“cu”"),
        ("stage=xyz", "“Tiến độ”"),
        ("sort=khong_con", "cách sắp xếp"),
    ],
)
def test_an_old_view_says_what_it_no_longer_means(as_, cast, query, words):
    view = view_of(cast.lan, query=query)
    page = as_(cast.lan).get(view.url)
    assert page.status_code == 200
    assert f"Cách xem này lưu từ trước, nay không dùng được: {words}." in page.content.decode()


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("/khong-co/", "a=1", 404),
        ("//evil.example/", "a=1", 404),
        ("/viec/", "a=1", 404),
        (LIST, "", 404),
        ("/don-thu/", "a=1", 403),
    ],
)
def test_only_a_list_that_one_may_see_has_views(as_, cast, path, query, status):
    answer = as_(cast.dai_bieu).get(reverse("saved:view-create"), {"o": path, "q": query})
    assert answer.status_code == status


def test_a_name_stands_once_and_there_are_not_endlessly_many(as_, cast):
    client = as_(cast.lan)
    for number in range(20):
        view_of(cast.lan, name=f"Số {number}", query=f"stage=working&q={number}")
    answer = save(client)
    assert (answer.status_code, "nhiều nhất 20 cách xem" in answer.content.decode()) == (422, True)
    answer = save(client, name="Số 1")
    assert "Bạn đã có cách xem mang tên này." in answer.content.decode()


def test_a_second_press_in_between_is_told_at_the_name(as_, cast, monkeypatch):
    client = as_(cast.lan)
    monkeypatch.setattr(ViewForm, "clean_name", lambda form: form.cleaned_data["name"])
    view_of(cast.lan)
    answer = save(client)
    assert (answer.status_code, answer.context["form"].errors["name"]) == (422, ["Bạn đã có cách xem mang tên này."])


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_with_views_costs_one_question_more(as_, cast, count, django_assert_num_queries):
    client = as_(cast.lan)
    client.get(LIST)
    with django_assert_num_queries(11):
        client.get(f"{LIST}?xem=tat-ca")
    for number in range(count):
        view_of(cast.lan, name=f"Số {number}", query=f"q={number}")
    with django_assert_num_queries(12):
        client.get(f"{LIST}?xem=tat-ca")
