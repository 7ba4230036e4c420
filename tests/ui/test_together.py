"""Two people at one record: what each touched is written, nothing else is put back."""

import json
from decimal import Decimal

import pytest
from django import forms
from django.utils import timezone

from coordination.audit.models import Event
from coordination.ui.together import _plain
from tests.testapp.factories import SheetFactory
from tests.testapp.models import Sheet
from tests.ui.pages import SheetForm

pytestmark = pytest.mark.urls("tests.ui.urls")
LIST = "/kien-nghi/"


@pytest.fixture
def sheet(cast):
    kept = SheetFactory(locality=cast.locality, title="Nước sạch", to=cast.department, content="Máy bơm\nhỏng.")
    kept.copies.set([cast.front])
    return kept


@pytest.fixture
def page(sheet):
    return f"{LIST}{sheet.pk}/sua/"


def opened(client, page) -> dict:
    """What a browser would send back of the form it was shown: lines end as browsers end them."""
    return sent(client.get(page).context["form"])


def sent(form) -> dict:
    values = {box.name: box.value() for box in form}
    values = {name: "" if value is None else value for name, value in values.items()}
    return {name: v.replace("\n", "\r\n") if isinstance(v, str) else v for name, v in values.items()}


def words(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_fields_that_only_the_other_changed_stay_as_they_are(client, cast, sheet, page):
    client.force_login(cast.lan)
    mine, theirs = opened(client, page), opened(client, page)
    client.post(page, theirs | {"content": "Máy bơm đã sửa.", "to": cast.committee.pk, "copies": []})
    answer = client.post(page, mine | {"title": "Nước sạch thôn Hạ"}, follow=True)
    stored = Sheet.objects.get(pk=sheet.pk)
    assert (stored.title, stored.content, stored.to) == ("Nước sạch thôn Hạ", "Máy bơm đã sửa.", cast.committee)
    assert (list(stored.copies.all()), stored.revision) == ([], 3)
    told = "Trong lúc bạn sửa, người khác đã sửa: Nội dung, To, Copies. Phần ấy được giữ nguyên."
    assert told in words(answer)
    changed = [event.data for event in Event.objects.about(sheet).filter(kind="changed").order_by("id")]
    assert changed[-1] == {"title": ["Nước sạch", "Nước sạch thôn Hạ"]}


def test_a_field_that_both_changed_is_shown_in_both_versions(client, cast, sheet, page):
    client.force_login(cast.lan)
    mine, theirs = opened(client, page), opened(client, page)
    client.post(page, theirs | {"content": "Của người kia", "to": cast.committee.pk, "copies": [cast.board.pk]})
    answer = client.post(page, mine | {"content": "Của tôi", "copies": [cast.front.pk, cast.council.pk]})
    html = answer.content.decode()
    assert (answer.status_code, Sheet.objects.get(pk=sheet.pk).content) == (409, "Của người kia")
    assert answer.context["differing"] == [
        ("Nội dung", "Của người kia", "Của tôi"),
        ("Copies", "Ban Kinh tế - Ngân sách", "HĐND tỉnh, MTTQ tỉnh"),
    ]
    assert "Người khác cũng đã sửa, bạn không sửa nên giữ như đã lưu: To." in html
    assert "Lưu lần nữa là thay bản đã lưu bằng bản của bạn ở 2 ô này." in html


def test_the_second_save_puts_nothing_back_that_was_not_touched(client, cast, sheet, page):
    client.force_login(cast.lan)
    mine, theirs = opened(client, page), opened(client, page)
    client.post(page, theirs | {"title": "Tên của người kia", "content": "Của người kia", "to": cast.committee.pk})
    again = client.post(page, mine | {"content": "Của tôi"}).context["form"]
    assert (again["title"].value(), again["content"].value()) == ("Tên của người kia", "Của tôi")
    assert client.post(page, sent(again)).status_code == 302
    stored = Sheet.objects.get(pk=sheet.pk)
    assert (stored.title, stored.content, stored.to) == ("Tên của người kia", "Của tôi", cast.committee)


def test_a_third_save_in_between_is_told_again(client, cast, sheet, page):
    client.force_login(cast.lan)
    mine, theirs, third = (opened(client, page) for _ in range(3))
    client.post(page, theirs | {"content": "Của người kia"})
    again = client.post(page, mine | {"content": "Của tôi"}).context["form"]
    client.post(page, third | {"content": "Của người thứ ba", "revision": 2, "shown": again["shown"].value()})
    answer = client.post(page, sent(again))
    assert (answer.status_code, answer.context["differing"][0][1]) == (409, "Của người thứ ba")


def test_typing_the_same_as_the_other_is_no_clash(client, cast, sheet, page):
    client.force_login(cast.lan)
    mine, theirs = opened(client, page), opened(client, page)
    for typed in (theirs, mine):
        assert client.post(page, typed | {"content": "Đã sửa."}).status_code == 302
    assert Sheet.objects.get(pk=sheet.pk).revision == 2


def test_a_save_without_a_change_writes_nothing(client, cast, sheet, page):
    client.force_login(cast.lan)
    events = Event.objects.about(sheet).count()
    assert client.post(page, opened(client, page)).status_code == 302
    stored = Sheet.objects.get(pk=sheet.pk)
    assert (stored.revision, stored.changed_at) == (1, sheet.changed_at)
    assert Event.objects.about(sheet).count() == events


@pytest.mark.parametrize("marks", ["", "rác", "[]", "3", json.dumps({"title": 5})])
def test_marks_that_are_missing_or_broken_never_win(client, cast, sheet, page, marks):
    client.force_login(cast.lan)
    mine, theirs = opened(client, page), opened(client, page)
    client.post(page, theirs | {"content": "Của người kia"})
    answer = client.post(page, mine | {"title": "Tên tôi", "shown": marks})
    assert (answer.status_code, Sheet.objects.get(pk=sheet.pk).title) == (409, "Nước sạch")


def test_a_new_record_carries_no_marks(cast):
    assert [name for name in SheetForm(user=cast.lan).fields if name in ("revision", "shown")] == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, ""),
        ("Hai dòng\nhai", " Hai dòng\r\nhai "),
        (Decimal("2.50"), Decimal("2.5")),
        ([2, 10], ["10", "2"]),
        (timezone.datetime(2026, 7, 15, 2, 5, 44, tzinfo=timezone.get_default_timezone()),)
        + (timezone.datetime(2026, 7, 15, 2, 5, tzinfo=timezone.get_default_timezone()),),
    ],
)
def test_a_value_is_the_same_before_and_after_it_was_typed(before, after):
    assert _plain(before) == _plain(after)


def test_a_file_has_no_mark(cast, sheet):
    class WithFile(SheetForm):
        status = forms.FileField(required=False)

    assert sorted(WithFile(user=cast.lan, instance=sheet).marks()) == ["content", "copies", "title", "to"]


def test_nested_brackets_are_no_marks(client, cast, page):
    client.force_login(cast.lan)
    mine, theirs = opened(client, page), opened(client, page)
    client.post(page, theirs | {"title": "Nước sạch thôn Hạ"})
    answer = client.post(page, mine | {"shown": "[" * 50_000, "content": "Khác."})
    assert (answer.status_code, answer.context["form"].clash_names != ()) == (409, True)
