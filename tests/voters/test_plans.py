"""Plans of contact: their steps, their points several at once, copied points, the sheet to print, who sees them."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from coordination.documents import drafting, letters
from coordination.lib.period import Period
from coordination.people.choices import BodyKind
from coordination.people.models import Concern
from coordination.records.errors import AlreadyDone, Forbidden, NotNow
from sessions import delegates as year
from tests.exchange.books import grid
from tests.people.factories import BodyFactory, DelegateMandateFactory, LocalityFactory, PersonFactory
from tests.voters.factories import LOADER, ContactMeetingFactory, petition_of
from tests.voters.factories_contact import ContactPlanFactory, meeting_of, plan_of
from voters import actions, queries
from voters.choices import PlanStatus
from voters.models import ContactMeeting, ContactPlan
from voters.workflow import PLAN

pytestmark = pytest.mark.django_db
D = date
LIST = reverse("voters:contactplan-list")


def add_url(plan):
    return reverse("voters:contactplan-points", args=[plan.pk])


@pytest.fixture
def plan(cast):
    return plan_of(cast.locality, name="Đợt trước kỳ họp", led_by=cast.front)


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.lan)
    return client


# --- Steps ---------------------------------------------------------------------------------------------------

SOURCES = {"draw_up": (), "issue": ("draft",), "close": ("issued",), "resume": ("closed",)}


@pytest.mark.parametrize("status", PlanStatus.values)
@pytest.mark.parametrize("name", [row.name for row in PLAN if not row.is_creation])
def test_each_step_goes_from_its_statuses_only(cast, name, status):
    dated = {} if status == "draft" else {"issued_on": D(2026, 9, 25), "number": "1/KH"}
    plan = ContactPlanFactory(locality=cast.locality, status=status, **dated)
    ContactMeetingFactory(locality=cast.locality, plan=plan, held=True)
    step = getattr(actions, f"{name}_plan")
    if status in SOURCES[name]:
        step(plan, by=cast.lan)
        assert ContactPlan.objects.get(pk=plan.pk).status == PLAN[name].target
    else:
        with pytest.raises((NotNow, AlreadyDone)):
            step(plan, by=cast.lan)


def test_a_plan_without_points_is_not_issued(cast, plan):
    with pytest.raises(NotNow, match="chưa có điểm"):
        actions.issue_plan(plan, by=cast.lan, number="1/KH")


def test_a_plan_is_not_issued_on_a_day_to_come(cast, plan):
    meeting_of(cast.locality, plan=plan)
    with pytest.raises(ValidationError) as fault:
        actions.issue_plan(plan, by=cast.lan, number="1/KH", issued_on=D(2026, 10, 2))
    assert fault.value.message_dict == {"issued_on": ["Ngày này chưa tới."]}


def test_a_plan_with_points_of_which_nobody_knows_is_not_closed(cast):
    plan = ContactPlanFactory(locality=cast.locality, issued=True)
    meeting_of(cast.locality, plan=plan, held_on=D(2026, 10, 7))
    with pytest.raises(NotNow, match="Còn 1 điểm chưa ghi kết quả"):
        actions.close_plan(plan, by=cast.lan)


@pytest.mark.parametrize("who", ["minh", "ubnd", "dai_bieu", "thu_ky"])
def test_who_must_not_issue_a_plan(cast, plan, who):
    meeting_of(cast.locality, plan=plan)
    with pytest.raises(Forbidden):
        actions.issue_plan(plan, by=getattr(cast, who), number="1/KH")
    assert ContactPlan.objects.get(pk=plan.pk).status == "draft"


def test_the_front_may_draw_up_and_issue_a_plan(cast):
    plan = actions.draw_up_plan(ContactPlanFactory.build(locality=cast.locality), by=cast.hoa)
    meeting_of(cast.locality, plan=plan)
    actions.issue_plan(plan, by=cast.hoa, number="12/KH-MTTQ")
    assert (plan.status, plan.number, plan.issued_on) == ("issued", "12/KH-MTTQ", D(2026, 10, 1))


@pytest.mark.parametrize(
    ("fields", "name"), [({"starts_on": D(2026, 10, 5), "ends_on": D(2026, 10, 4)}, "ends_on"), ({"name": ""}, "name")]
)
def test_what_a_plan_cannot_say(cast, fields, name):
    with pytest.raises(ValidationError) as fault:
        actions.draw_up_plan(ContactPlanFactory.build(locality=cast.locality, **fields), by=LOADER)
    assert name in fault.value.message_dict


# --- Who sees it ---------------------------------------------------------------------------------------------


def seen_by(user) -> list[str]:
    return [plan.name for plan in ContactPlan.objects.visible_to(user)]


def test_delegates_and_the_places_see_a_plan_once_it_is_issued(cast, plan):
    meeting_of(cast.locality, plan=plan, place=cast.commune)
    actions.edit_plan(plan, by=LOADER)
    assert [seen_by(user) for user in (cast.lan, cast.dai_bieu, cast.xa, cast.stranger)] == [[plan.name], [], [], []]
    actions.issue_plan(plan, by=cast.lan, number="1/KH")
    assert [seen_by(user) for user in (cast.dai_bieu, cast.xa, cast.minh, cast.stranger)] == [
        [plan.name], [plan.name], [], []
    ]  # fmt: skip


def test_a_point_that_joins_an_issued_plan_brings_its_place(cast, plan):
    meeting_of(cast.locality, plan=plan)
    actions.issue_plan(plan, by=cast.lan, number="1/KH")
    assert seen_by(cast.xa) == []
    actions.add_points(plan, [(ContactMeeting(place=cast.commune, held_on=D(2026, 10, 8)), {})], by=cast.lan)
    assert seen_by(cast.xa) == [plan.name]


def test_a_delegate_named_at_a_meeting_sees_it(cast):
    other = cast.acting_as(cast.council, "delegate", "Đại biểu Khác")
    meeting = meeting_of(cast.locality, related={"delegates": [other.person]})
    assert list(ContactMeeting.objects.visible_to(other)) == [meeting]
    assert Concern.objects.get(person=other.person).as_what == "named"


# --- Pages ---------------------------------------------------------------------------------------------------


def row_of(cast):
    plan = plan_of(cast.locality, led_by=cast.front)
    meeting_of(cast.locality, plan=plan, place=cast.commune)
    return plan


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_queries(clerk, cast, count, django_assert_num_queries):
    for _ in range(count):
        row_of(cast)
    clerk.get(LIST)
    with django_assert_num_queries(13):
        response = clerk.get(LIST)
    assert len(response.context["page"].object_list) == count


def test_the_list_says_how_many_points_were_held(clerk, cast, plan):
    for status in ("held", "held", "cancelled", "planned"):
        ContactMeetingFactory(locality=cast.locality, plan=plan, status=status)
    page = clerk.get(LIST)
    assert [row.get_cell("held") for row in page.context["table"].paginated_rows] == ["2/4 (50\u00a0%)"]
    assert "2/4 (50\u00a0%)" in [cell for row in grid(clerk.get(f"{LIST}?xuat=xlsx").content) for cell in row]


def test_the_page_shows_points_in_order_and_progress(clerk, cast, plan):
    meeting_of(cast.locality, plan=plan, held_on=D(2026, 10, 9), place_detail="Thôn Hạ")
    early = meeting_of(cast.locality, plan=plan, held_on=D(2026, 10, 6), starts_at=time(8), place_detail="Thôn Thượng")
    actions.cancel_meeting(early, by=LOADER, reason="Bão")
    response = clerk.get(plan.get_absolute_url())
    facts = dict(response.context["facts"])
    assert facts["Điểm đã tổ chức"] == "0/2 điểm (0\u00a0%), 1 điểm không tổ chức"
    rows = response.context["sections"][0].context["table"].paginated_rows
    assert [row.record.place_detail for row in rows] == ["Thôn Thượng", "Thôn Hạ"]


def test_strangers_and_those_without_the_permission(client, cast, plan):
    client.force_login(cast.stranger)
    assert client.get(plan.get_absolute_url()).status_code == 404
    assert client.get(reverse("voters:contactplan-print", args=[plan.pk])).status_code == 404
    assert client.get(add_url(plan)).status_code == 404
    client.force_login(cast.ubnd)
    assert client.get(plan.get_absolute_url()).status_code == 200
    assert [client.get(url).status_code for url in (add_url(plan), reverse("voters:contactplan-create"))] == [403, 403]
    client.force_login(cast.admin)
    assert client.get(LIST).status_code == 403


def test_drawing_up_a_plan_on_its_page(clerk, cast):
    sent = {"name": "Đợt mới", "kind": "after", "starts_on": "05/10/2026", "ends_on": "09/10/2026"}
    response = clerk.post(reverse("voters:contactplan-create"), sent | {"prepared_by": [cast.standing.pk]})
    plan = ContactPlan.objects.get()
    assert (response.status_code, response.url) == (302, plan.get_absolute_url())
    assert (plan.kind, plan.status, list(plan.prepared_by.all())) == ("after", "draft", [cast.standing])


def test_a_form_with_faults_keeps_what_was_typed(clerk):
    response = clerk.post(
        reverse("voters:contactplan-create"),
        {"name": "Đợt mới", "kind": "x", "starts_on": "31/02/2026", "ends_on": "09/10/2026"},
    )
    assert response.status_code == 422
    assert {name: list(texts) for name, texts in response.context["form"].errors.items()} == {
        "kind": ["Không có lựa chọn này trong danh sách."],
        "starts_on": ["Tháng 2 năm 2026 chỉ có 28 ngày."],
    }
    assert "Đợt mới" in response.content.decode()


def test_issuing_on_its_page(clerk, cast, plan):
    meeting_of(cast.locality, plan=plan)
    url = reverse("voters:contactplan-move", args=[plan.pk, "issue"])
    assert clerk.post(url, {"number": "", "issued_on": "25/09/2026"}).status_code == 422
    clerk.post(url, {"number": "45/KH-HĐND", "issued_on": "25/09/2026"})
    plan.refresh_from_db()
    assert (plan.status, plan.number, plan.issued_on) == ("issued", "45/KH-HĐND", D(2026, 9, 25))


# --- Points --------------------------------------------------------------------------------------------------


def lines(*rows, **common):
    data = {"form-TOTAL_FORMS": str(len(rows)), "form-INITIAL_FORMS": "0"} | common
    for number, row in enumerate(rows):
        data |= {f"form-{number}-{name}": value for name, value in row.items()}
    return data


def test_several_points_at_once(clerk, cast, plan):
    sent = lines(
        {"held_on": "06/10/2026", "starts_at": "8h", "place": cast.commune.pk, "place_detail": "Thôn Thượng"},
        {"held_on": "", "starts_at": "", "place": "", "place_detail": ""},
        {"held_on": "07/10/2026", "starts_at": "14:30", "place": "", "place_detail": "Công ty May"},
        levels=["province", "commune"],
        invited=[cast.department.pk],
    )
    assert clerk.post(add_url(plan), sent).status_code == 302
    rows = list(queries.points(ContactMeeting.objects.all(), plan))
    assert [(row.held_on, row.starts_at, row.where, row.kind, row.chaired_by) for row in rows] == [
        (D(2026, 10, 6), time(8), "Thôn Thượng, xã Phú Hòa", "before", cast.front),
        (D(2026, 10, 7), time(14, 30), "Công ty May", "before", cast.front),
    ]
    assert {tuple(row.delegate_levels) for row in rows} == {("province", "commune")}
    assert all(list(row.invited.all()) == [cast.department] for row in rows)


def test_each_point_is_chaired_by_the_front_of_its_place(clerk, cast, plan):
    other = LocalityFactory(parent=cast.locality, level="commune")
    fronts = [BodyFactory(locality=place, kind="front") for place in (cast.commune, other)]
    rows = [{"held_on": "06/10/2026", "place": place.pk} for place in (cast.commune, other)]
    clerk.post(add_url(plan), lines(*rows, {"held_on": "07/10/2026", "place_detail": "Công ty May"}))
    chosen = {"held_on": "08/10/2026", "place": other.pk}
    clerk.post(add_url(plan), lines(chosen, chaired_by=fronts[0].pk))
    found = queries.points(ContactMeeting.objects.all(), plan)
    assert [row.chaired_by for row in found] == [*fronts, cast.front, fronts[1]]


@pytest.mark.parametrize(
    ("rows", "common", "words"),
    [
        (
            [{"held_on": "20/10/2026", "place_detail": "x"}],
            {},
            "Ngoài thời gian của kế hoạch (05/10/2026 – 16/10/2026).",
        ),
        ([{"held_on": "06/10/2026"}], {}, "Chọn địa bàn hoặc ghi địa điểm."),
        ([{"place_detail": "x"}], {}, "Chưa ghi ô này."),
        ([{"held_on": "06/10/2026", "starts_at": "25h", "place_detail": "x"}], {}, "Giờ viết như 08:30 hoặc 14h."),
        ([{"held_on": "06/10/2026", "place": "9" * 19}], {}, "Không có lựa chọn này trong danh sách."),
        ([{}, {}], {}, "Ghi ít nhất một điểm."),
        ([{"held_on": "06/10/2026", "place_detail": "x"}] * 2, {}, "Điểm ghi thứ 2 trùng ngày, giờ và nơi"),
        (
            [{"held_on": "06/10/2026", "place_detail": "x"}],
            {"levels": ["national", "province", "district", "commune"]},
            "Chọn từ một đến ba cấp đại biểu.",
        ),
    ],
)
def test_lines_with_faults_write_nothing(clerk, plan, rows, common, words):
    response = clerk.post(add_url(plan), lines(*rows, **common))
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not plan.meetings.exists()


def test_more_lines_keep_what_was_typed(clerk, plan):
    sent = lines({"held_on": "31/02/2026", "place_detail": "Thôn Hạ"}, **{"them-dong": "1"})
    response = clerk.post(add_url(plan), sent)
    assert response.status_code == 200
    assert len(response.context["lines"].forms) == 7
    assert 'value="31/02/2026"' in response.content.decode()


def test_points_of_an_earlier_plan_are_copied_with_new_dates(clerk, cast, plan):
    gone = BodyFactory(locality=cast.locality, name="Sở đã giải thể", valid_to=D(2026, 6, 30))
    seat = PersonFactory(locality=cast.locality, name="Đại biểu Còn")
    DelegateMandateFactory(person=seat, term=cast.term, constituency=cast.constituency)
    left = PersonFactory(locality=cast.locality, name="Đại biểu Thôi")
    DelegateMandateFactory(person=left, term=cast.term, constituency=cast.constituency, valid_to=D(2026, 6, 30))
    old = plan_of(cast.locality, name="Đợt cũ", starts_on=D(2026, 5, 4), ends_on=D(2026, 5, 15))
    meeting_of(
        cast.locality, plan=old, held_on=D(2026, 5, 6), starts_at=time(8), place=cast.commune, place_detail="Thôn Hạ",
        delegate_levels=["province"], chaired_by=cast.front,
        related={"invited": [cast.department, gone], "delegates": [seat, left]},
    )  # fmt: skip
    page = clerk.get(f"{add_url(plan)}?tu={old.pk}").context["lines"]
    typed = {name: page.forms[0][name].value() for name in ("held_on", "starts_at", "place", "place_detail", "source")}
    assert typed["held_on"] == "07/10/2026"
    clerk.post(add_url(plan), lines(typed))
    copy = plan.meetings.get()
    assert (copy.held_on, copy.starts_at, copy.place, copy.place_detail) == (
        D(2026, 10, 7), time(8), cast.commune, "Thôn Hạ"
    )  # fmt: skip
    assert (copy.delegate_levels, copy.chaired_by, copy.status, copy.kind) == (
        ["province"],
        cast.front,
        "planned",
        "before",
    )
    assert (list(copy.invited.all()), list(copy.delegates.all())) == ([cast.department], [seat])


def test_a_copied_line_that_was_rubbed_out_is_no_point(clerk, cast, plan):
    old = plan_of(cast.locality, name="Đợt cũ", starts_on=D(2026, 5, 4), ends_on=D(2026, 5, 15))
    source = meeting_of(cast.locality, plan=old, held_on=D(2026, 5, 6))
    kept = {"held_on": "06/10/2026", "place_detail": "Thôn Hạ", "source": source.pk}
    assert clerk.post(add_url(plan), lines({"source": source.pk}, kept)).status_code == 302
    assert [row.place_detail for row in plan.meetings.all()] == ["Thôn Hạ"]


def test_points_of_another_place_are_not_copied(clerk, cast, plan):
    foreign = plan_of(cast.other, name="Đợt nơi khác")
    source = meeting_of(cast.other, plan=foreign, place_detail="Nơi khác")
    response = clerk.get(f"{add_url(plan)}?tu={foreign.pk}")
    assert "Nơi khác" not in response.content.decode()
    sent = {"held_on": "06/10/2026", "place_detail": "x", "source": source.pk}
    assert clerk.post(add_url(plan), lines(sent)).status_code == 422


def test_a_closed_plan_takes_no_points(clerk, cast):
    plan = ContactPlanFactory(locality=cast.locality, issued=True, status="closed")
    response = clerk.post(add_url(plan), lines({"held_on": "06/10/2026", "place_detail": "x"}))
    assert (response.status_code, plan.meetings.count()) == (302, 0)
    with pytest.raises(ValidationError, match="đã kết thúc"):
        actions.add_points(plan, [(ContactMeeting(place_detail="x"), {})], by=cast.lan)


def test_a_point_belongs_to_a_plan_of_its_own_place(cast, plan):
    with pytest.raises(ValidationError, match="địa phương khác"):
        meeting_of(cast.other, plan=plan)


def test_the_sheet_to_print_and_the_workbook(clerk, cast, plan):
    meeting_of(
        cast.locality, plan=plan, held_on=D(2026, 10, 6), starts_at=time(8), place=cast.commune,
        delegate_levels=["province"], related={"invited": [cast.department]},
    )  # fmt: skip
    text = " ".join(clerk.get(reverse("voters:contactplan-print", args=[plan.pk])).content.decode().split())
    assert all(words in text for words in ("08:00, 06/10/2026", "xã Phú Hòa", cast.department.short_name, "Cấp tỉnh"))
    meeting_of(cast.locality, topic="Cuộc ngoài kế hoạch")
    rows = grid(clerk.get(f"{reverse('voters:contactmeeting-list')}?plan={plan.pk}&xuat=xlsx").content)
    assert len(rows) == 2


# --- Letters, the delegate's year ---------------------------------------------------------------------------------


def test_the_plan_as_a_letter_issues_it(cast, plan, monkeypatch):
    from coordination.jobs import tasks

    monkeypatch.setattr(tasks.run_job, "delay", lambda job_id: None)
    meeting_of(cast.locality, plan=plan, held_on=D(2026, 10, 6), starts_at=time(8), place=cast.commune)
    letter, recipients = drafting.begun(letters.kind_of("contact-plan"), plan, cast.lan)
    assert "1. 08 giờ 00, ngày 06/10/2026, xã Phú Hòa" in letter.body
    for name, value in {"body": "I. NỘI DUNG", "signer_post": "Chủ tịch", "signer_name": "Trần Văn A"}.items():
        setattr(letter, name, value)
    drafting.create(letter, by=cast.lan, related={"recipients": recipients})
    document = drafting.issue(letter, by=cast.lan, issued_on=D(2026, 9, 30))
    plan.refresh_from_db()
    assert (plan.status, plan.number, plan.issued_on, plan.document) == (
        "issued", document.reference, D(2026, 9, 30), document
    )  # fmt: skip


def test_the_front_writes_in_its_own_name(cast, plan):
    letter, _recipients = drafting.begun(letters.kind_of("contact-programme"), plan, cast.hoa)
    assert letter.issuer == cast.front
    standing = BodyFactory(locality=cast.locality, kind=BodyKind.FRONT_STANDING, parent=cast.front, name="Ban TT MTTQ")
    assert drafting.begun(letters.kind_of("contact-programme"), plan, cast.hoa)[0].issuer == standing


def test_a_delegates_year_has_meetings_and_petitions_of_that_year(cast):
    person, year_2026 = cast.dai_bieu.person, Period.from_year(2026)
    here = meeting_of(cast.locality, held_on=D(2026, 5, 18), related={"delegates": [person]})
    actions.hold_meeting(here, by=LOADER)
    planned = meeting_of(cast.locality, held_on=D(2026, 5, 19), related={"delegates": [person]})
    raised = petition_of(cast.locality, raised_by=person)
    petition_of(cast.locality)
    rows = {panel.title: [row.record for row in panel.context["table"].paginated_rows] for panel in
            year.parts_of(person, cast.lan, year_2026)}  # fmt: skip
    assert planned not in rows["Tiếp xúc cử tri"]
    assert (rows["Tiếp xúc cử tri"], rows["Kiến nghị đại biểu chuyển"]) == ([here], [raised])
    assert [panel.count for panel in year.parts_of(person, cast.stranger, year_2026)] == [0, 0, 0, 0]
    assert [panel.count for panel in year.parts_of(person, cast.lan, Period.from_year(2025))] == [0, 0, 0, 0]
