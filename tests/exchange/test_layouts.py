"""The columns of a template as one office wants them: its headings, its order, what its files leave out."""

import re
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from coordination.audit.models import Event
from coordination.exchange import layouts, workbook
from coordination.exchange.columns import Place
from coordination.exchange.kinds import kind_of
from coordination.exchange.models import SheetLayout
from coordination.exchange.reading import read
from tests.exchange.books import book, grid

KIND = "tasks"


@pytest.fixture
def address(cast, client):
    client.force_login(cast.lan)
    return reverse("exchange:layout", args=[KIND])


def posted(**changes) -> dict:
    """What the form sends: the columns as they are, but for the changes (name_title="…", order_due_on=1)."""
    data = {}
    for number, column in enumerate(kind_of(KIND).columns, 1):
        data |= {f"order_{column.key}": number, f"name_{column.key}": column.name, f"shown_{column.key}": "on"}
    data |= changes
    return {key: value for key, value in data.items() if value is not None}


def heads(content: bytes) -> list[str]:
    return grid(content)[0]


def test_an_office_names_orders_and_hides_columns(cast, client, address):
    changes = posted(name_owner="Đơn vị lo", order_due_on=1, shown_result=None)
    answer = client.post(address, changes, follow=True)
    assert "Đã lưu." in answer.content.decode()
    place = Place(cast.locality)
    assert heads(workbook.template(kind_of(KIND), place)) == [
        "STT", "Nghị quyết *", "Hạn", "Nhiệm vụ *", "Đơn vị lo *", "Xong ngày", "Trạng thái",
    ]  # fmt: skip
    assert heads(workbook.register(kind_of(KIND), place))[4] == "Đơn vị lo"
    assert heads(workbook.template(kind_of(KIND), Place(cast.other)))[4] == "Hạn"
    assert Event.objects.filter(note="Cột của mẫu nhiệm vụ theo nghị quyết").count() == 1


def test_own_headings_are_read_and_so_are_the_general_ones_and_hidden_columns(cast, client, address):
    client.post(address, posted(name_owner="Đơn vị lo", shown_result=None))
    kind = layouts.for_place(kind_of(KIND), Place(cast.locality))
    for owner in ("đơn vị lo", "Cơ quan thực hiện", "Cơ quan chủ trì"):
        sheet = read(book(["Nghị quyết", "Nhiệm vụ", owner, "Kết quả"], ["a", "b", "c", "d"]), "x.xlsx", kind.columns)
        assert {key: cell.value for key, cell in sheet.lines[0].cells.items()} == {
            "resolution": "a", "title": "b", "owner": "c", "result": "d",
        }  # fmt: skip


def test_back_to_the_general_columns(cast, client, address):
    client.post(address, posted(name_owner="Đơn vị lo"))
    assert SheetLayout.objects.count() == 1
    client.post(address, {"chung": "1"})
    assert SheetLayout.objects.count() == 0
    client.post(address, posted())
    assert SheetLayout.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name_owner": "nhiem vu"}, "Trùng tiêu đề với cột “Nhiệm vụ”."),
        ({"name_owner": "Hạn", "name_due_on": "Đến ngày"}, "“Hạn” là tiêu đề chung của một cột khác."),
        ({"name_owner": " "}, "Còn trống."),
        ({"name_owner": "***"}, "Tiêu đề phải có chữ."),
        ({"name_owner": "x" * 81}, "80"),
        ({"order_owner": "x"}, "Ghi một số."),
        ({"order_owner": "0"}, "1"),
    ],
)
def test_headings_that_would_mislead_are_refused(cast, client, address, changes, words):
    answer = client.post(address, posted(**changes))
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert SheetLayout.objects.count() == 0


def test_a_column_that_must_be_there_cannot_be_hidden(cast, client, address):
    client.post(address, posted(shown_title=None, order_title=9))
    assert "Nhiệm vụ *" in heads(workbook.template(kind_of(KIND), Place(cast.locality)))


def test_who_may_not_bring_such_rows_in_may_not_set_their_columns(cast, client):
    client.force_login(cast.minh)
    answer = client.post(reverse("exchange:layout", args=[KIND]), posted(name_owner="Đơn vị lo"))
    assert (answer.status_code, SheetLayout.objects.count()) == (403, 0)


def test_the_page_shows_what_is_set(cast, client, address):
    client.post(address, posted(name_owner="Đơn vị lo", shown_result=None))
    html = client.get(address).content.decode()
    assert 'value="Đơn vị lo"' in html
    for words in ("Thứ tự:", "Tiêu đề trong tệp:", "Có trong mẫu:"):  # what stands over the columns on a wide screen
        assert html.count(f'<td data-l="{words}">') == len(kind_of(KIND).columns)
    assert re.findall(r'name="shown_(\w+)"(?![^>]* checked)', html) == ["result"]


def test_the_lists_to_choose_from_follow_their_column(cast, client, address):
    client.post(address, posted(order_owner=1, order_resolution=2))
    made = load_workbook(BytesIO(workbook.template(kind_of(KIND), Place(cast.locality))))
    rules = made.worksheets[0].data_validations.dataValidation
    found = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in rules}
    assert made.worksheets[0]["B1"].value == "Cơ quan thực hiện *"
    assert made["Danh mục"]["A1"].value == "Cơ quan thực hiện"
    assert found["B2"].startswith("'Danh mục'!$A$2:")


def test_an_ended_place_is_read_only(cast, client):
    user = cast.acting_as(cast.ended_council, "council_clerk", "Cũ")
    client.force_login(user)
    answer = client.post(reverse("exchange:layout", args=[KIND]), posted(name_owner="Đơn vị lo"))
    assert (answer.status_code, SheetLayout.objects.count()) == (403, 0)
