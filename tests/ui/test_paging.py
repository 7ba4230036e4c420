"""Deep pages begin at a row, not at a number; several counts are one question; boxes are drawn as Django draws them."""

import re

import django_tables2
import pytest
from django import forms
from django.db import connection
from django.db.models.functions import Upper
from django.template.loader import get_template
from django.test.utils import CaptureQueriesContext

from coordination.ui import counting, drawing, paging
from coordination.ui.counting import counted
from coordination.ui.paging import Place
from tests.people.factories import BodyFactory
from tests.testapp.factories import SheetFactory
from tests.testapp.models import Sheet
from tests.ui import pages

pytestmark = pytest.mark.urls("tests.ui.urls")
LIST = "/kien-nghi/"


@pytest.fixture
def lan(client, cast, monkeypatch):
    """Two rows a page, and only the first page counted off."""
    monkeypatch.setattr(pages.SheetList, "per_page", 2)
    monkeypatch.setattr(paging, "COUNTED_OFF", 1)
    client.force_login(cast.lan)
    return client


@pytest.fixture
def sheets(cast):
    """Seven rows: some alike in title, some without an addressee, so that orders have ties and blanks."""
    bodies = (cast.department, None, cast.department, None, None, cast.department, None)
    return [
        SheetFactory(locality=cast.locality, title=f"Tờ {number % 3}", to=body) for number, body in enumerate(bodies)
    ]


def walked(lan, rel: str, page: str, **query) -> list[list[int]]:
    """The keys of each page, following one link of the pager to its end."""
    found = []
    while page:
        answer = lan.get(LIST, query | {"page": page})
        found.append([row.record.pk for row in answer.context["page"].object_list])
        link = re.search(rf'rel="{rel}" href="[^"]*page=([^"&]*)', answer.content.decode())
        page = link and link[1]
    return found


@pytest.mark.parametrize("sort", ["", "title", "-title", "to", "-to", "-created_at"])
def test_the_pager_shows_every_row_once_in_either_direction(lan, sheets, sort):
    query = {"sort": sort} if sort else {}
    there = walked(lan, "next", "1", **query)
    assert (list(map(len, there)), len(set(sum(there, [])))) == ([2, 2, 2, 1], 7)
    back = walked(lan, "prev", f"4.{there[2][-1]}", **query)
    assert back == there[::-1]


def test_an_order_by_the_names_of_another_table_loses_no_row(lan, cast):
    for name in ("Ban C", "Ban A", "Ban D", "Ban B", "Ban E"):  # their keys stand in another order
        SheetFactory(locality=cast.locality, title=name, to=BodyFactory(locality=cast.locality, name=name))
    there = sum(walked(lan, "next", "1", sort="to"), [])
    titles = dict(Sheet.objects.values_list("pk", "title"))
    assert [titles[pk] for pk in there] == ["Ban A", "Ban B", "Ban C", "Ban D", "Ban E"]


def test_a_deep_page_counts_nothing_off(lan, sheets, django_assert_num_queries):
    keys = walked(lan, "next", "1")
    with django_assert_num_queries(12) as asked:  # a list, the place of the row, the count
        answer = lan.get(LIST, {"page": f"3.{keys[1][-1]}"})
    assert (answer.context["page"].number, "OFFSET" in str(asked.captured_queries)) == (3, False)


def test_rows_that_came_in_between_do_not_shift_the_next_page(lan, cast, sheets):
    keys = walked(lan, "next", "1")
    SheetFactory(locality=cast.locality, title="Tờ")  # stands first
    answer = lan.get(LIST, {"page": f"3.{keys[1][-1]}"})
    assert [row.record.pk for row in answer.context["page"].object_list] == keys[2]


def test_a_record_that_the_user_may_not_see_marks_no_place(lan, cast, sheets):
    other = SheetFactory(locality=cast.other, title="Tờ 1")
    keys = walked(lan, "next", "1")
    answer = lan.get(LIST, {"page": f"2.{other.pk}"})
    assert [row.record.pk for row in answer.context["page"].object_list] == keys[1]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", Place()),
        ("3", Place(3)),
        ("3.81", Place(3, 81)),
        ("3.-56", Place(3, 56, backwards=True)),
        ("0.5", Place()),
        ("3.", Place()),
        ("3.x", Place()),
        (f"3.{'9' * 19}", Place()),
        ("99999999", Place(paging.LAST_PAGE)),
    ],
)
def test_what_an_address_says(text, place):
    assert Place.read(text) == place


@pytest.mark.parametrize("asked", ["3", "3.5", "3.-5"])
def test_a_plain_list_is_counted_off_at_any_depth(monkeypatch, asked):
    monkeypatch.setattr(paging, "COUNTED_OFF", 1)

    class Numbers(django_tables2.Table):
        number = django_tables2.Column()

    page = paging.page_of(Numbers([{"number": number} for number in range(7)]), asked, 2)

    assert [row.record["number"] for row in page.object_list] == [4, 5]
    assert (page.number, page.before, page.after) == (3, "2", "4")


def test_several_counts_are_one_question(cast, sheets, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(counting, "COUNT_LIMIT", 4)
    rows = Sheet.objects.all()
    with django_assert_num_queries(1):
        assert counted([rows, rows.filter(to=None), rows.none(), rows.filter(title="Tờ 0")]) == [5, 4, 0, 3]
    with django_assert_num_queries(0):
        assert (counted([]), counted([rows.none()])) == ([], [0])


def test_that_there_are_more_is_known_for_a_while_to_those_who_may_know(cast, sheets, monkeypatch):
    monkeypatch.setattr(counting, "COUNT_LIMIT", 4)
    counting.known.clear()
    lan, minh = (Sheet.objects.visible_to(user) for user in (cast.lan, cast.minh))
    assert counted([lan, minh, lan.none()]) == [5, 3, 0]
    with CaptureQueriesContext(connection) as asked:
        assert (counted([lan]), counted([lan, lan.none()])) == ([5], [5, 0])
        assert len(asked) == 0
        assert (counted([lan, minh]), counted([lan.filter(to=None)])) == ([5, 3], [4])
    assert len(asked) == 2


def test_fewer_are_counted_anew(cast, sheets):
    counting.known.clear()
    rows = Sheet.objects.visible_to(cast.lan)
    before = counted([rows])
    SheetFactory(locality=cast.locality)
    assert (before, counted([rows])) == ([7], [8])


def test_what_columns_show_is_fetched_for_the_rows_of_the_page_alone(sheets, django_assert_num_queries):
    rows = Sheet.objects.annotate(big=Upper("title")).select_related("to").order_by("title", "-pk")
    whole = [(row.pk, row.to, row.big) for row in rows]
    with django_assert_num_queries(1) as asked:
        assert [(row.pk, row.to, row.big) for row in paging.cut(rows, 2, 5)] == whole[2:5]
    outside, inside = asked.captured_queries[0]["sql"].split(" IN (SELECT ")
    assert [(word in outside, word in inside) for word in ("JOIN", "UPPER")] == [(True, False), (True, False)]


@pytest.mark.parametrize("name", ["lan", "minh", "stranger"])
def test_a_page_holds_only_what_its_reader_may_see(cast, sheets, name):
    SheetFactory(locality=cast.other, title="Tờ 0")
    SheetFactory(locality=cast.locality, title="Tờ 0", confidential=True)
    SheetFactory(locality=cast.locality, title="Tờ 0", draft_of=cast.front)
    rows = Sheet.objects.visible_to(getattr(cast, name)).select_related("to").order_by("title", "-pk")
    assert list(paging.cut(rows, 0, 20)) == list(rows)


def test_rows_found_through_another_table_are_cut_as_they_are(cast, sheets):
    for sheet in sheets[:3]:
        sheet.copies.add(cast.department, cast.front)
    rows = Sheet.objects.filter(copies__locality=cast.locality).order_by("pk")
    assert list(paging.cut(rows, 1, 4)) == [sheets[0], sheets[1], sheets[1]]
    assert list(paging.cut(rows.distinct(), 1, 4)) == sheets[1:3]


GROUPS = [("", "– chọn –"), ("Đường & cầu", [("a", "<b>"), (1, "Một")]), ("c", 'Có "dấu"')]


@pytest.mark.parametrize(
    ("widget", "value", "attrs"),
    [
        (forms.Select(choices=GROUPS), "a", {"id": "id_x", "class": "form-select", "disabled": True, "hidden": False}),
        (forms.Select(choices=GROUPS), None, {"required": True}),
        (forms.TextInput(), 'a"b', {"id": "id_x"}),
        (forms.HiddenInput(), None, {}),
        (forms.DateInput(), "01/02/2026", {"placeholder": "dd/mm/yyyy"}),
    ],
)
def test_a_box_is_drawn_as_django_draws_it(widget, value, attrs):
    context = widget.get_context("ô", value, attrs)
    expected = get_template(widget.template_name).render(context)
    assert drawing.drawn(widget.template_name, context).split() == expected.split()


def test_a_select_with_options_of_its_own_keeps_its_template():
    widget = forms.Select(choices=[("a", "b")])
    widget.option_template_name = "django/forms/widgets/radio_option.html"
    assert drawing.drawn(widget.template_name, widget.get_context("x", "a", {})) is None
