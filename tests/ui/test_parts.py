"""Parts of a page: words, chips, charts, tags, columns, facts."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.template import Context, Template

from coordination.lib.dates import PartialDate
from coordination.people.choices import ConcernKind
from coordination.ui import charts, chips, registry, show
from coordination.ui.facts import facts_of
from coordination.ui.registry import plain_distance
from coordination.ui.tables import DueColumn, LinkColumn, NumberColumn, RecordTable, StateColumn
from tests.testapp.factories import SheetFactory
from tests.testapp.models import Sheet

WEDNESDAY = date(2026, 7, 15)


def rendered(source: str, **context) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("due", "state"),
    [
        (date(2026, 6, 20), ("late", "quá hạn 25 ngày")),
        (WEDNESDAY, ("today", "hôm nay")),
        (date(2026, 7, 17), ("soon", "còn 2 ngày làm việc")),
        (date(2026, 7, 20), ("soon", "còn 3 ngày làm việc")),
        (date(2026, 8, 11), ("wait", "còn 27 ngày")),
    ],
)
def test_how_far_a_day_is(due, state):
    assert plain_distance(due, WEDNESDAY) == state


def test_a_weekend_ahead_is_counted_in_days():
    assert plain_distance(date(2026, 7, 18), date(2026, 7, 17)) == ("soon", "còn 1 ngày")


def test_a_met_date_says_how():
    assert chips.due_state(WEDNESDAY, date(2026, 7, 8)) == ("done", "xong 08/07/2026, đúng hạn")
    assert chips.due_state(WEDNESDAY, date(2026, 7, 17)) == ("done", "xong, trễ 2 ngày")


def test_the_calendar_of_a_higher_app_answers(monkeypatch):
    monkeypatch.setattr(registry.distance, "answer", lambda due, today: ("soon", "còn 1 ngày làm việc"))
    assert "còn 1 ngày làm việc" in rendered("{% due day %}", day=WEDNESDAY)


def test_a_hook_can_be_filled_as_a_decorator():
    hook = registry.Hook(lambda: "before")

    @hook.fill
    def answer():
        return "after"

    assert (hook(), hook.default(), answer()) == ("after", "before", "after")


def test_a_chip_has_colour_icon_and_word():
    assert chips.chip("late", "Quá <hạn>") == (
        '<span class="chip st-late"><svg class="i" viewBox="0 0 20 20" aria-hidden="true"><use href="#i-late"/></svg>'
        "Quá &lt;hạn&gt;</span>"
    )
    assert 'class="chip st-none chip-bare"' in chips.chip("unknown", "Mới", bare=True)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        ("", ""),
        (True, "Có"),
        (False, "Không"),
        (1234, '<span class="num">1.234</span>'),
        (Decimal("8.80"), '<span class="num">8,8</span>'),
        (WEDNESDAY, '<time datetime="2026-07-15">15/07/2026</time>'),
        (PartialDate(2021, 7), '<time datetime="2021-07">07/2021</time>'),
        (time(16, 30), "16:30"),
        ("<b>", "<b>"),
        (["a", 1], 'a, <span class="num">1</span>'),
    ],
)
def test_any_value_in_words(value, words):
    assert show.show(value) == words


def test_a_moment_is_shown_in_local_time():
    assert show.moment(datetime(2026, 7, 15, 9, 30, tzinfo=UTC)) == "15/07/2026 16:30"


@pytest.mark.parametrize(
    ("text", "q", "html"),
    [
        ("Giá nước sạch", "nuoc", "Giá <mark>nước</mark> sạch"),
        ("Đường liên xã", '"duong lien"', "<mark>Đường liên</mark> xã"),
        ("Nước & <rác>", "rac", "Nước &amp; &lt;<mark>rác</mark>&gt;"),
        ("Nước nước", "nuo*", "<mark>Nướ</mark>c <mark>nướ</mark>c"),
        ("Xanuoc", "nuoc", "Xanuoc"),
        ("<b>", "", "&lt;b&gt;"),
        ("Nước", '"', "Nước"),
    ],
)
def test_found_words_are_marked_with_their_accents(text, q, html):
    assert show.marked(text, q) == html


def test_first_letters():
    assert [show.lowfirst(word) for word in ("Chuyển", "UBND tỉnh")] == ["chuyển", "UBND tỉnh"]
    assert show.capfirst("kiến nghị của HĐND") == "Kiến nghị của HĐND"


# --- Charts


def test_the_longest_bar_fills_the_line():
    rows = [charts.Bar("A", 8, part=6), charts.Bar("B", 4)]
    assert [(bar["width"], bar["part_width"]) for bar in charts.measured(rows)] == [("100.0", "75.0"), ("50.0", "")]
    assert charts.measured([charts.Bar("A", 0)])[0]["width"] == "0.0"
    assert charts.measured([]) == []


def test_shares_stand_side_by_side():
    drawn = charts.stacked([charts.Share("A", 3, "done"), charts.Share("B", 1, "x")])
    assert [(one["x"], one["width"], one["kind"]) for one in drawn] == [
        ("0.0", "75.0", "done"),
        ("75.0", "25.0", "mid"),
    ]


def test_a_trend_needs_two_numbers():
    assert charts.trend([5]) == {}
    assert charts.trend([0, 10])["line"] == "M0.0 30.0L100.0 4.0"
    assert charts.trend([3, 3])["area"].endswith("L100 34L0 34Z")


def test_bars_are_a_table_with_words():
    html = rendered(
        "{% bars rows caption='Theo lĩnh vực' %}", rows=[charts.Bar("Y tế", 1234, url="/x/", note="1 quá hạn")]
    )
    parts = ["<caption", "Theo lĩnh vực", '<a href="/x/">Y tế</a>', "1.234", "1 quá hạn", 'aria-hidden="true"']
    assert [part for part in parts if part not in html] == []
    assert "Chưa có số liệu" in rendered("{% bars rows %}", rows=[])


def test_a_figure_without_a_number_says_so():
    assert "chưa có số liệu" in rendered("{% figure 'Đơn thư' None %}")
    assert "fig-rep" in rendered("{% figure 'Khảo sát' 8 kind='brought' %}")
    html = rendered("{% figure 'Trả lời' 17 '/x/' out_of=54 change='giảm 3' better=False %}")
    assert ("17<small> / 54</small>" in html, "#i-down-t" in html, "t-late" in html) == (True, True, True)


def test_a_sharebar_speaks():
    html = rendered("{% sharebar parts caption='22 trong 34' %}", parts=[charts.Share("Đã gửi", 22, "done")])
    assert ('role="img"' in html, "Đã gửi 22" in html) == (True, True)


# --- Tags


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ 1234.5|vi }}", "1.234,5"),
        ("{{ 31.5|percent }}", "31,5\u00a0%"),
        ("{{ day|dmy }}", "15/07/2026"),
        ("{{ day|official }}", "15/7/2026"),
        ("{{ day|official_long }}", "ngày 15 tháng 7 năm 2026"),
        (
            "{{ none|vi }}{{ none|dmy }}{{ none|percent }}{{ none|official }}{{ none|dmy_hm }}{{ none|official_long }}",
            "",
        ),
        ("{% due none %}{% state none %}", ""),
        ("{{ 'kiến'|capfirst_vi }}", "Kiến"),
        ("{{ error|account_words }}", "Hai lần gõ mật khẩu mới chưa giống nhau."),
    ],
)
def test_filters(source, text):
    context = {"day": WEDNESDAY, "none": None, "error": "You must type the same password each time."}
    assert rendered(source, **context) == text


def test_a_date_with_a_reason_is_a_link():
    html = rendered("{% due day why='/vi-sao/' %}", day=WEDNESDAY)
    assert '<a class="due" href="/vi-sao/" data-why>' in html
    assert ": vì sao ngày này?" in html


def test_a_due_day_alone_says_no_distance():
    assert rendered("{% due_day none %}") == ""
    assert rendered("{% due_day day %}", day=WEDNESDAY) == '<time datetime="2026-07-15">15/07/2026</time>'
    assert '<a class="due" href="/vi-sao/" data-why>' in rendered("{% due_day day why='/vi-sao/' %}", day=WEDNESDAY)


def test_a_date_of_a_record_asks_the_ledger_for_its_reason(monkeypatch):
    monkeypatch.setattr(registry.why_url, "answer", lambda record, day: f"/{record}/{day:%d}/")
    assert 'href="/hồ-sơ/15/"' in rendered("{% due day of=record %}", day=WEDNESDAY, record="hồ-sơ")
    assert 'href="/hồ-sơ/15/"' in rendered("{% due_day day of=record %}", day=WEDNESDAY, record="hồ-sơ")


def test_a_card_has_a_head_and_keeps_its_content_escaped():
    html = rendered("{% card title=title link='/x/' link_text='Tất cả' count=3 %}{{ title }}{% endcard %}", title="<a>")
    assert "<h2>&lt;a&gt;</h2>" in html
    assert '<span class="count count-quiet">3</span>' in html
    assert '<div class="block-b">&lt;a&gt;</div>' in html


# --- Tables and facts


class Table(RecordTable):
    title = LinkColumn("Tiêu đề", sub=("status", "to__short_name", "missing"))
    status = StateColumn(accessor="state_pair")
    created_at = DueColumn("Hạn", closed="changed_at")
    revision = NumberColumn("Lần", phone="hide")


@pytest.mark.urls("tests.ui.urls")
def test_cells(cast, monkeypatch):
    monkeypatch.setattr(Sheet, "state_pair", ("late", "Quá hạn"), raising=False)
    sheet = SheetFactory(locality=cast.locality, title="Nước", to=cast.front)
    table = Table(Sheet.objects.visible_to(cast.lan))
    html = table.as_html(None)
    assert f'<a class="title" href="/kien-nghi/{sheet.pk}/">Nước</a><div class="sub">Mới · MTTQ tỉnh</div>' in html
    assert "chip st-late chip-bare" in html
    assert 'data-l="Hạn:"' in html
    assert 'class="hide-phone n"' in html
    assert "đúng hạn" in html
    assert list(table.as_values())[1][:2] == ["Nước", "Quá hạn"]


@pytest.mark.parametrize(
    ("text", "title"), [("content", "Máy bơm hỏng"), ("nothing", "Nước"), (lambda sheet: "", "Nước")]
)
def test_a_title_is_never_empty(text, title):
    assert LinkColumn(text=text).plain(Sheet(title="Nước", content="Máy bơm hỏng")) == title


def test_only_what_the_database_knows_can_be_sorted(cast):
    table = Table(Sheet.objects.visible_to(cast.lan))
    assert [name for name in table.columns.names() if table.columns[name].orderable] == [
        "title",
        "created_at",
        "revision",
    ]


def test_facts_are_read_from_fields(cast):
    sheet = SheetFactory(
        locality=cast.locality,
        title="Nước",
        to=cast.front,
        as_what=ConcernKind.OWNER,
        related={"copies": [cast.committee]},
    )
    facts = dict(facts_of(sheet, cast.lan))
    assert (facts["To"], facts["As what"], facts["Copies"]) == ("MTTQ tỉnh", ConcernKind.OWNER.label, "UBND tỉnh")
    assert {"Tiêu đề", "Nội dung", "Trạng thái", "Mật"} & set(facts) == set()
