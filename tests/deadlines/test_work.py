from datetime import date

import pytest
import time_machine

from coordination.deadlines.choices import Scope
from coordination.deadlines.models import Obligation
from coordination.deadlines.queries import in_scope, overdue_count
from tests.deadlines.factories import AbsenceFactory, ObligationFactory, RuleVersionFactory
from tests.regulations.factories import MeetingFactory

pytestmark = pytest.mark.django_db

WORK = "/viec/"
AGENDA = "/viec/lich/"
LIST = "/viec/nghia-vu/"


@pytest.fixture(autouse=True)
def wednesday():
    """15 July 2026, as in the mock-ups."""
    with time_machine.travel("2026-07-15T09:00+07:00", tick=False):
        yield


@pytest.fixture
def as_(client, cast):
    """Sign in as one of the cast."""

    def sign_in(name):
        client.force_login(getattr(cast, name))
        return client

    return sign_in


def paused(**fields):
    """A duty whose clock stands still since 1 July."""
    return ObligationFactory(
        basis_kind="rule",
        version=RuleVersionFactory(),
        anchor_on=date(2026, 6, 1),
        opened_on=date(2026, 6, 1),
        paused_on=date(2026, 7, 1),
        **{"due_on": date(2026, 7, 10)} | fields,
    )


def groups_of(response) -> dict:
    return {group.key: group for group in response.context["groups"]}


@pytest.mark.parametrize("rows", [1, 3])
def test_my_work_asks_the_same_number_of_queries(cast, as_, django_assert_num_queries, rows):
    for _ in range(rows):
        meeting = MeetingFactory(locality=cast.locality)
        for due_on in (date(2026, 6, 14), date(2026, 7, 15), date(2026, 7, 17), date(2026, 12, 1)):
            ObligationFactory(
                owner=cast.office,
                beneficiary=cast.committee,
                subject=meeting,
                due_on=due_on,
                opened_on=date(2026, 6, 1),
            )
        paused(owner=cast.office, beneficiary=cast.committee, subject=meeting)
        ObligationFactory(owner=cast.committee, beneficiary=cast.standing, subject=meeting)
    browser = as_("lan")
    browser.get(WORK)  # content types and the calendar are remembered from here on

    with django_assert_num_queries(23):
        response = browser.get(WORK)

    assert [group.count for group in response.context["groups"]] == [rows] * 5
    assert response.context["later"].count == rows


@pytest.mark.parametrize("who", ["lan", "tu"])
@pytest.mark.parametrize("scope", ["", "toi", "don-vi"])
def test_counts_of_my_work_equal_the_lists_behind_them(cast, as_, who, scope):
    for owner in (cast.office, cast.standing, cast.board, cast.committee):
        paused(owner=owner, beneficiary=cast.council)
        for due_on in (date(2026, 6, 1), date(2026, 7, 1), date(2026, 7, 15), date(2026, 7, 20), date(2026, 9, 1)):
            fields = {"owner": owner, "due_on": due_on, "opened_on": date(2026, 6, 1)}
            ObligationFactory(beneficiary=cast.standing, assignee=cast.tu.person, **fields)
            ObligationFactory(beneficiary=cast.council, **fields)
    browser = as_(who)

    context = browser.get(WORK, {"pham_vi": scope}).context

    for group in (*context["groups"], context["later"]):
        assert browser.get(group.url).context["total"] == group.count > 0, group.key
    late = context["groups"][2]
    assert browser.get(late.serious_url).context["total"] == late.serious > 0


def test_the_groups_stand_in_the_order_of_the_morning(cast, as_):
    for due_on in (date(2026, 7, 15), date(2026, 7, 17), date(2026, 7, 13)):
        ObligationFactory(owner=cast.office, due_on=due_on)
    paused(owner=cast.office)
    ObligationFactory(owner=cast.committee, beneficiary=cast.standing)

    groups = as_("lan").get(WORK).context["groups"]

    assert [(group.title, group.count) for group in groups] == [
        ("Đến hạn hôm nay", 1),
        ("Sắp đến hạn", 1),
        ("Quá hạn", 1),
        ("Đang tạm dừng", 1),
        ("Đang chờ cơ quan khác", 1),
    ]


def test_more_than_the_page_shows_is_behind_a_link(cast, as_):
    for _ in range(22):
        ObligationFactory(owner=cast.office, due_on=date(2026, 7, 1))

    response = as_("lan").get(WORK)

    late = response.context["groups"][2]
    assert (late.count, len(late.rows), late.hidden, late.sub) == (22, 20, 2, "lâu nhất 14 ngày")
    assert "Còn 2 việc" in response.content.decode()


def test_what_is_seriously_overdue_is_marked(cast, as_):
    fields = {"owner": cast.office, "opened_on": date(2026, 5, 4)}
    old = ObligationFactory(due_on=date(2026, 6, 30), **fields)  # 11 working days ago
    young = ObligationFactory(due_on=date(2026, 7, 1), **fields)

    response = as_("lan").get(WORK)

    late = groups_of(response)["qua-han"]
    assert (late.rows, late.serious) == ([old, young], 1)
    page = response.content.decode()
    assert page.count("quá hạn nghiêm trọng, 15 ngày") == 1
    assert "1 nghiêm trọng" in page


def test_the_serious_ones_behind_the_page_are_counted(cast, as_):
    for _ in range(23):
        ObligationFactory(owner=cast.office, due_on=date(2026, 6, 1), opened_on=date(2026, 5, 4))

    late = groups_of(as_("lan").get(WORK))["qua-han"]

    assert (late.count, len(late.rows), late.serious) == (23, 20, 23)


def test_a_paused_duty_is_neither_late_nor_closed_from_here(cast, as_):
    duty = paused(owner=cast.office)

    response = as_("lan").get(WORK)

    groups = groups_of(response)
    assert (groups["qua-han"].count, groups["tam-dung"].rows) == (0, [duty])
    assert (groups["tam-dung"].rows[0].act, groups["tam-dung"].rows[0].act_url) == ("Mở", duty.get_absolute_url())
    assert "tạm dừng từ 01/07/2026" in response.content.decode()


def test_every_date_leads_to_its_reason(cast, as_):
    duty = ObligationFactory(owner=cast.office, due_on=date(2026, 7, 15))

    page = as_("lan").get(WORK).content.decode()

    assert f'<a class="due" href="{duty.why_url}" data-why>' in page


def test_the_week_says_how_many_fall_on_each_day(cast, as_):
    ObligationFactory(owner=cast.office, due_on=date(2026, 7, 17))
    ObligationFactory(owner=cast.office, due_on=date(2026, 7, 17))
    ObligationFactory(owner=cast.office, due_on=date(2026, 7, 17), done="2026-07-10")

    browser = as_("lan")
    week = browser.get(WORK).context["week"]

    assert [day["count"] for day in week] == [0, 0, 0, 0, 2]
    assert [day["today"] for day in week] == [False, False, True, False, False]
    assert browser.get(week[4]["url"]).context["total"] == 2


@time_machine.travel("2026-07-18T09:00+07:00", tick=False)
def test_at_a_weekend_the_next_week_is_shown(as_):
    context = as_("lan").get(WORK).context

    assert context["week_title"] == "Tuần tới"
    assert [day["day"].day for day in context["week"]] == [20, 21, 22, 23, 24]


@time_machine.travel("2026-08-20T09:00+07:00", tick=False)
def test_a_saturday_that_is_worked_stands_in_the_week(as_):
    assert [day["name"] for day in as_("lan").get(WORK).context["week"]] == ["T2", "T3", "T4", "T5", "T6", "T7"]


@pytest.mark.parametrize("who", ["lan", "tu", "minh", "dai_bieu", "xa", "stranger", "admin"])
def test_everybody_has_a_landing_page(as_, who):
    response = as_(who).get(WORK)

    assert response.status_code == 200
    assert "Không có việc nào đang chờ" in response.content.decode()


@pytest.mark.parametrize("page", [WORK, AGENDA])
def test_somebody_without_any_role_sees_an_empty_page(client, cast, page):
    cast.lan.memberships.all().delete()
    client.force_login(type(cast.lan).objects.get(pk=cast.lan.pk))

    assert client.get(page).status_code == 200


def test_the_bar_shows_the_overdue_count(cast, as_):
    ObligationFactory(owner=cast.office, due_on=date(2026, 7, 1))

    assert '<span class="count">1<span class="visually-hidden"> việc quá hạn' in as_("lan").get(WORK).content.decode()


def test_an_awaited_duty_is_urged_from_its_row(cast, as_):
    fields = {"owner": cast.committee, "beneficiary": cast.standing, "due_on": date(2026, 7, 3)}
    never, once = ObligationFactory(**fields), ObligationFactory(**fields)
    browser = as_("lan")
    with time_machine.travel("2026-07-14T09:00+07:00", tick=False):
        browser.post(f"{LIST}{once.pk}/urge/", {"text": ""})

    rows = groups_of(browser.get(WORK))["dang-cho"].rows

    assert [(row.act, row.act_url) for row in rows] == [
        ("Đôn đốc", f"{LIST}{never.pk}/urge/"),
        ("Đôn đốc lần 2", f"{LIST}{once.pk}/urge/"),
    ]


def test_what_was_urged_today_has_no_button_until_tomorrow(cast, as_):
    duty = ObligationFactory(owner=cast.committee, beneficiary=cast.standing, due_on=date(2026, 7, 3))
    browser = as_("lan")
    browser.post(f"{LIST}{duty.pk}/urge/", {"text": ""})

    response = browser.get(WORK)

    (row,) = groups_of(response)["dang-cho"].rows
    assert (row.act, row.act_url) == ("Đã đôn đốc hôm nay", "")
    assert '<td class="c-act"><span class="muted">Đã đôn đốc hôm nay</span></td>' in response.content.decode()


def test_the_name_of_a_rows_button_says_which_row_without_a_gap(cast, as_):
    ObligationFactory(owner=cast.office, title="Trả lời bà Hòa", due_on=date(2026, 7, 3))

    assert 'aria-label="Ghi đã làm: Trả lời bà Hòa">Ghi đã làm</a>' in as_("lan").get(WORK).content.decode()


def test_who_may_not_urge_only_opens_what_is_awaited(cast, as_):
    ObligationFactory(owner=cast.committee, beneficiary=cast.board)

    assert groups_of(as_("thu_ky").get(WORK))["dang-cho"].rows[0].act == "Mở"


@pytest.mark.parametrize(
    ("who", "buttons"),
    [
        ("lan", ["Đôn đốc", "Giao lại", "Ghi chú"]),
        ("minh", ["Giao lại", "Ghi chú"]),
        ("dai_bieu", None),
    ],
)
def test_the_bar_over_ticked_rows_offers_what_one_may(cast, as_, who, buttons):
    for owner in (cast.office, cast.department):
        ObligationFactory(owner=owner, due_on=date(2026, 7, 17))
    ObligationFactory(owner=cast.council, constituency=cast.constituency, due_on=date(2026, 7, 17))

    picks = as_(who).get(WORK, {"pham_vi": "don-vi"}).context["picks"]

    assert (picks and [button.label for button in picks.buttons]) == buttons


# Standing in


@pytest.fixture
def mai(cast):
    """A colleague of lan's in the office, on leave until Friday."""
    return cast.acting_as(cast.office, "council_clerk", "Trần Thị Mai")


def test_a_substitute_finds_the_work_of_the_absent(cast, as_, mai):
    duty = ObligationFactory(owner=cast.office, assignee=mai.person, due_on=date(2026, 7, 15))
    assert groups_of(as_("lan").get(WORK))["hom-nay"].count == 0
    AbsenceFactory(user=mai, substitute=cast.lan, last=date(2026, 7, 17), reason="nghỉ phép")

    browser = as_("lan")
    response = browser.get(WORK)

    today = groups_of(response)["hom-nay"]
    assert (today.rows, today.rows[0].instead_of, today.sub) == ([duty], mai, "1 việc làm thay")
    assert browser.get(today.url).context["total"] == 1
    page = response.content.decode()
    assert "Bạn đang làm thay Trần Thị Mai (nghỉ phép đến hết" in page
    assert '<span class="tag">thay Trần Thị Mai</span>' in page


def test_the_red_number_counts_the_work_of_the_absent(cast, mai):
    ObligationFactory(owner=cast.office, assignee=mai.person, due_on=date(2026, 7, 1))
    assert overdue_count(cast.lan) == 0
    AbsenceFactory(user=mai, substitute=cast.lan)

    assert overdue_count(cast.lan) == 1


def test_a_substitute_sees_nothing_that_the_gate_hides(cast, as_, mai):
    AbsenceFactory(user=mai, substitute=cast.lan)
    ObligationFactory(owner=cast.office, assignee=mai.person, confidential=True)

    assert [group.count for group in as_("lan").get(WORK).context["groups"]] == [0] * 5


def test_work_of_the_absent_in_another_unit_is_mine_and_not_awaited(cast, mai):
    """A duty that the office awaits from a body in which only the absent colleague has it."""
    duty = ObligationFactory(owner=cast.board, beneficiary=cast.standing, assignee=mai.person)
    other = ObligationFactory(owner=cast.board, beneficiary=cast.standing)
    AbsenceFactory(user=mai, substitute=cast.lan)
    rows = Obligation.objects.visible_to(cast.lan)

    assert list(in_scope(rows, cast.lan, Scope.MINE)) == [duty]
    assert list(in_scope(rows, cast.lan, Scope.AWAITED_BY_ME)) == [other]


# Week and month


def test_a_month_shows_duties_and_days_off(cast, as_):
    first = ObligationFactory(owner=cast.office, due_on=date(2026, 9, 1))
    for _ in range(4):
        ObligationFactory(owner=cast.office, due_on=date(2026, 9, 10))
    ObligationFactory(owner=cast.office, due_on=date(2026, 9, 10), done="2026-07-10")

    browser = as_("lan")
    response = browser.get(AGENDA, {"thang": "2026-09"})

    days = {day.day: day for day in response.context["days"]}
    assert (min(days), max(days)) == (date(2026, 8, 31), date(2026, 10, 4))
    assert [(days[day].is_off, days[day].note) for day in (date(2026, 9, 2), date(2026, 9, 3))] == [
        (True, "Quốc khánh"),
        (False, ""),
    ]
    assert (days[date(2026, 9, 1)].rows, days[date(2026, 9, 1)].hidden) == ([first], 0)
    full = days[date(2026, 9, 10)]
    assert (full.count, len(full.rows), full.hidden) == (4, 3, 1)
    assert browser.get(full.url).context["total"] == 4
    assert "Tháng 9/2026" in response.content.decode()


def test_an_empty_month_leads_to_what_is_awaited(cast, as_):
    ObligationFactory(owner=cast.department, beneficiary=cast.standing, due_on=date(2026, 9, 10))
    browser = as_("lan")

    empty = browser.get(AGENDA, {"thang": "2026-09"})
    waiting = browser.get(empty.context["awaited_url"])

    assert (empty.context["total"], empty.context["awaited"]) == (0, 1)
    assert "1 việc đang chờ nơi khác</a>" in empty.content.decode()
    assert (waiting.context["total"], waiting.context["awaited"]) == (1, 0)
    assert [words for *_, words, _ in waiting.context["scopes"]] == ["Của tôi", "Cả đơn vị", "Đang chờ nơi khác"]


def test_a_week_begins_on_monday_and_knows_makeup_days(as_):
    context = as_("lan").get(AGENDA, {"tuan": "2026-08-20"}).context

    assert [day.day.day for day in context["days"]] == [17, 18, 19, 20, 21, 22, 23]
    saturday = context["days"][5]
    assert (saturday.is_off, "bù" in saturday.note) == (False, True)
    assert context["title"] == "Tuần 17/08 – 23/08/2026"
    assert context["previous"] == "/viec/lich/?tuan=2026-08-10&pham_vi=toi"
    assert context["following"] == "/viec/lich/?tuan=2026-08-24&pham_vi=toi"


def test_the_present_month_is_shown_first_and_today_marked(as_):
    response = as_("lan").get(AGENDA)

    assert response.context["title"] == "Tháng 7/2026"
    assert [day.day for day in response.context["days"] if day.is_today] == [date(2026, 7, 15)]
    assert response.content.decode().count('aria-current="date"') == 1


@pytest.mark.parametrize(
    "query",
    [{"tuan": "2026-02-31"}, {"thang": "2026-13"}, {"thang": "0001-01"}, {"tuan": "9999-12-31"}, {"tuan": "x\0"}],
)
def test_a_strange_period_shows_the_present_month(as_, query):
    assert as_("lan").get(AGENDA, query).context["title"] == "Tháng 7/2026"


@pytest.mark.parametrize(
    ("who", "scope", "count"), [("lan", "toi", 1), ("lan", "don-vi", 2), ("stranger", "don-vi", 0)]
)
def test_a_calendar_is_ones_own_or_the_units(cast, as_, who, scope, count):
    ObligationFactory(owner=cast.office)
    ObligationFactory(owner=cast.office, assignee=cast.tu.person)
    ObligationFactory(owner=cast.committee)

    assert as_(who).get(AGENDA, {"pham_vi": scope}).context["total"] == count


@pytest.mark.parametrize("rows", [1, 3])
def test_a_calendar_asks_the_same_number_of_queries(cast, as_, django_assert_num_queries, rows):
    for _ in range(rows):
        ObligationFactory(owner=cast.office)
    browser = as_("lan")
    browser.get(AGENDA)

    with django_assert_num_queries(13):
        response = browser.get(AGENDA)

    assert response.context["total"] == rows


def test_the_unit_of_the_head_of_a_department_is_that_department(cast):
    director = cast.acting_as(cast.department, "department_leader", "Giám đốc Sở")
    own = ObligationFactory(locality=cast.locality, owner=cast.department, assignee=None)
    ObligationFactory(locality=cast.locality, owner=cast.committee, beneficiary=cast.department, assignee=None)
    rows = Obligation.objects.visible_to(director)
    assert list(in_scope(rows, director, Scope.UNIT)) == [own]
    assert [row.owner for row in in_scope(rows, director, Scope.AWAITED_BY_UNIT)] == [cast.committee]
