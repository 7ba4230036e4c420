"""In the hall: who belongs there, the roll on one sheet, the minutes of a day."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from coordination.lib.period import Period
from coordination.records.errors import Conflict
from reports.catalogue import BY_KEY
from reports.queries import count, records
from sessions import actions, queries
from sessions.actions import RollLine
from sessions.choices import Activity
from sessions.models import ActivityTime, Attendance
from tests.people.factories import AppointmentFactory, BodyFactory, DelegateMandateFactory, PersonFactory, TermFactory
from tests.sessions.factories import AgendaItemFactory, AttendanceFactory, CouncilSessionFactory, SittingFactory
from tests.sessions.factories_hall import ActivityTimeFactory


@pytest.fixture(autouse=True)
def mid_july():
    """Wednesday 15/7/2026."""
    with time_machine.travel("2026-07-15 02:00", tick=False):
        yield


@pytest.fixture
def session(cast):
    return CouncilSessionFactory(locality=cast.locality, number="9", status="open", opened_on=date(2026, 7, 14))


@pytest.fixture
def seat(cast):
    """Give somebody a seat: `seat("Người một", valid_from=…)`."""

    def give(name="", term=None, **days):
        person = PersonFactory(locality=cast.locality, **({"name": name} if name else {}))
        DelegateMandateFactory(person=person, term=term or cast.term, constituency=cast.constituency, **days)
        return person

    return give


def url(gathering, page):
    return reverse(f"council_sessions:{gathering._meta.model_name}-{page}", args=[gathering.pk])


class TestMembers:
    def test_a_seat_counts_from_its_first_to_its_last_day(self, cast, seat):
        whole = seat()
        came = seat(valid_from=date(2026, 7, 14))
        left = seat(valid_to=date(2026, 7, 14))

        def members(day):
            return set(queries.delegates_of(cast.locality, day)) - {cast.dai_bieu.person}

        assert members(date(2026, 7, 13)) == {whole, left}
        assert members(date(2026, 7, 14)) == {whole, came, left}
        assert members(date(2026, 7, 15)) == {whole, came}

    def test_of_two_terms_the_later_one_counts(self, cast, seat):
        later = TermFactory(locality=cast.locality, name="2026-2031", start="2026-04-01")
        new = seat(term=later)

        assert set(queries.delegates_of(cast.locality, date(2026, 3, 31))) == {cast.dai_bieu.person}
        assert set(queries.delegates_of(cast.locality, date(2026, 4, 1))) == {new}

    def test_another_council_has_its_own(self, cast, seat):
        seat()

        assert queries.delegates_of(cast.other, date(2026, 7, 14)).count() == 0

    def test_at_a_sitting_the_members_of_the_standing_committee(self, cast):
        member, former = PersonFactory(locality=cast.locality), PersonFactory(locality=cast.locality)
        AppointmentFactory(person=member, body=cast.standing, post="Chủ tịch HĐND")
        AppointmentFactory(person=member, body=cast.standing, post="Bí thư")
        AppointmentFactory(person=former, body=cast.standing, post="Ủy viên", valid_to=date(2026, 6, 30))
        sitting = SittingFactory(locality=cast.locality, held_on=date(2026, 7, 1))

        assert list(queries.members_of(sitting)) == [member]


def test_the_turnout_counts_those_who_belong_there(cast, session, seat):
    one, two, guest = seat(), seat(), PersonFactory(locality=cast.locality)
    for person, presence in ((one, "present"), (two, "excused"), (guest, "present")):
        AttendanceFactory(locality=cast.locality, session=session, person=person, presence=presence)

    turnout = queries.turnout_of(session)

    assert (turnout.present, turnout.total, turnout.noted) == (1, 3, 2)
    assert turnout.words == "1/3 có mặt (33,3\xa0%)"


def test_without_a_list_nothing_is_claimed(cast):
    session = CouncilSessionFactory(locality=cast.other)

    assert queries.turnout_of(session).words == "Chưa có danh sách đại biểu của ngày này."


class TestRoll:
    def test_everybody_is_on_one_sheet_present_at_first(self, client, cast, session, seat):
        one = seat("Nguyễn Một")
        AgendaItemFactory(locality=cast.locality, session=session, preparing_body=cast.department)
        client.force_login(cast.lan)

        form = client.get(url(session, "roll")).context["form"]

        assert {line.who for line in form.people} == {one, cast.dai_bieu.person}
        assert [line.who for line in form.bodies] == [cast.front, cast.department, cast.committee]
        assert form[f"p{one.pk}"].initial == "present"
        assert form[f"b{cast.department.pk}"].initial == ""

    def test_who_is_invited(self, cast, session):
        delegation = BodyFactory(locality=cast.locality, kind="na_delegation", name="Đoàn ĐBQH tỉnh")
        gone = BodyFactory(locality=cast.locality, name="Sở Văn hóa")
        AgendaItemFactory(locality=cast.locality, session=session, preparing_body=gone, status="withdrawn", reason="x")
        AgendaItemFactory(locality=cast.locality, session=session, preparing_body=cast.department)

        assert set(queries.invited_to(session)) == {cast.committee, cast.front, delegation, cast.department}
        sitting = SittingFactory(locality=cast.locality)
        assert list(queries.invited_to(sitting)) == []
        AttendanceFactory(locality=cast.locality, session=session, body=gone, person=None)
        assert gone in queries.invited_to(session)

    def test_the_sheet_is_saved(self, client, cast, session, seat):
        one, two = seat(), seat()
        AgendaItemFactory(locality=cast.locality, session=session, preparing_body=cast.department)
        client.force_login(cast.lan)
        sheet = {
            f"p{one.pk}": "present",
            f"p{two.pk}": "excused",
            f"p{two.pk}_excuse": "Ốm",
            f"b{cast.department.pk}": "present",
        }

        answer = client.post(url(session, "roll"), sheet)

        assert (answer.status_code, answer.url) == (302, f"{session.get_absolute_url()}?phan=diem-danh")
        rows = Attendance.objects.values_list("person", "body", "presence", "excuse")
        assert set(rows) == {
            (one.pk, None, "present", ""),
            (two.pk, None, "excused", "Ốm"),
            (None, cast.department.pk, "present", ""),
        }
        page = client.get(answer.url).content.decode()
        assert "1/3 có mặt (33,3\xa0%)" in page

    def test_a_reason_needs_an_absence_and_nothing_of_the_sheet_is_saved(self, client, cast, session, seat):
        one, two = seat(), seat()
        client.force_login(cast.lan)

        answer = client.post(
            url(session, "roll"),
            {f"p{one.pk}": "present", f"p{one.pk}_excuse": "Ốm", f"p{two.pk}_excuse": "Bận"},
        )

        assert answer.status_code == 422
        assert answer.context["form"].errors == {
            f"p{one.pk}_excuse": ["Có mặt thì không ghi lý do vắng."],
            f"p{two.pk}": ["Chọn có mặt hay vắng."],
        }
        assert Attendance.objects.count() == 0

    def test_only_what_changed_is_written(self, cast, session, seat):
        one, two = seat(), seat()
        assert actions.call_roll(session, [RollLine(one, "present"), RollLine(two, "present")], by=cast.lan) == 2
        before = {row.person: row.revision for row in session.attendances.all()}

        lines = [RollLine(one, "present", "", before[one]), RollLine(two, "absent", "", before[two])]
        assert actions.call_roll(session, lines, by=cast.lan) == 1

    def test_two_secretaries(self, client, cast, session, seat):
        one = seat()
        actions.call_roll(session, [RollLine(one, "absent")], by=cast.lan)
        row = session.attendances.get()
        key = f"p{one.pk}"
        client.force_login(cast.lan)

        with pytest.raises(Conflict):
            actions.call_roll(session, [RollLine(one, "present", "", row.revision - 1)], by=cast.tu)
        answer = client.post(url(session, "roll"), {key: "excused", f"{key}_revision": row.revision - 1})
        assert answer.status_code == 409
        assert answer.context["form"].data[f"{key}_revision"] == str(row.revision)
        assert client.post(url(session, "roll"), answer.context["form"].data.dict()).status_code == 302
        assert session.attendances.get().presence == "excused"

    def test_of_a_sitting(self, client, cast):
        member = PersonFactory(locality=cast.locality)
        AppointmentFactory(person=member, body=cast.standing, post="Chủ tịch HĐND")
        sitting = SittingFactory(locality=cast.locality, held_on=date(2026, 7, 1))
        client.force_login(cast.lan)

        assert client.post(url(sitting, "roll"), {f"p{member.pk}": "present"}).status_code == 302
        assert queries.turnout_of(sitting).words == "1/1 có mặt (100\xa0%)"

    @pytest.mark.parametrize("count", [1, 3])
    def test_drawing_the_sheet_takes_a_fixed_number_of_queries(
        self, client, cast, session, seat, django_assert_num_queries, count
    ):
        for _ in range(count):
            AttendanceFactory(locality=cast.locality, session=session, person=seat())
        client.force_login(cast.lan)
        client.get(url(session, "roll"))
        with django_assert_num_queries(21):
            client.get(url(session, "roll"))


class TestMinutes:
    def test_a_day_is_written_on_one_sheet(self, client, cast, session):
        client.force_login(cast.lan)
        assert 'name="questioning"' in client.get(url(session, "minutes")).content.decode()

        answer = client.post(url(session, "minutes"), {"on": "14/7/2026", "discussion": "90", "questioning": "30"})

        assert answer.status_code == 302
        rows = ActivityTime.objects.order_by("activity").values_list("on", "activity", "minutes")
        assert list(rows) == [(date(2026, 7, 14), "discussion", 90), (date(2026, 7, 14), "questioning", 30)]
        page = client.get(answer.url).content.decode()
        assert "phút, 75 %" in page
        assert "phút, 25 %" in page

    def test_a_second_sheet_of_the_day_corrects_the_first(self, client, cast, session):
        ActivityTimeFactory(locality=cast.locality, session=session, on=date(2026, 7, 14), minutes=90)
        client.force_login(cast.lan)
        form = client.get(url(session, "minutes")).context["form"]
        assert form.fields["discussion"].initial == 90
        drawn = {name: field.initial for name, field in form.fields.items() if field.initial is not None}

        client.post(url(session, "minutes"), drawn | {"on": "14/7/2026", "discussion": "80"})

        assert ActivityTime.objects.get().minutes == 80

    def test_two_secretaries(self, client, cast, session):
        client.force_login(cast.lan)
        form = client.get(url(session, "minutes")).context["form"]
        drawn = {name: field.initial for name, field in form.fields.items() if field.initial is not None}
        actions.note_minutes(session, date(2026, 7, 14), {"discussion": 60}, by=cast.tu)

        answer = client.post(url(session, "minutes"), drawn | {"on": "14/7/2026", "discussion": "90"})

        assert answer.status_code == 409
        assert ActivityTime.objects.get().minutes == 60
        assert client.post(url(session, "minutes"), answer.context["form"].data.dict()).status_code == 302
        assert ActivityTime.objects.get().minutes == 90

    def test_a_sheet_of_one_day_does_not_stand_over_another(self, client, cast, session):
        for day in (13, 14):
            ActivityTimeFactory(locality=cast.locality, session=session, on=date(2026, 7, day), minutes=day)
        client.force_login(cast.lan)
        form = client.get(url(session, "minutes")).context["form"]
        drawn = {name: field.initial for name, field in form.fields.items() if field.initial is not None}

        answer = client.post(url(session, "minutes"), drawn | {"on": "13/7/2026", "discussion": "90"})

        assert answer.status_code == 409
        assert set(ActivityTime.objects.values_list("minutes", flat=True)) == {13, 14}

    @pytest.mark.parametrize(
        ("fields", "errors"),
        [
            ({}, {"__all__": ["Ghi số phút của ít nhất một hoạt động."]}),
            ({"reports": "0", "discussion": "1"}, {"reports": ["Ghi số từ 1 trở lên."]}),
            (
                {"reports": "900", "discussion": "900"},
                {"__all__": ["Cộng lại là 1800 phút, một ngày chỉ có 1440 phút."]},
            ),
            (
                {"on": "16/7/2026", "discussion": "1"},
                {"on": ["Ngày này còn ở phía trước; việc đã xảy ra thì ghi ngày đến hôm nay."]},
            ),
        ],
    )
    def test_refusals(self, client, cast, session, fields, errors):
        client.force_login(cast.lan)

        answer = client.post(url(session, "minutes"), {"on": "14/7/2026"} | fields)

        assert (answer.status_code, answer.context["form"].errors) == (422, errors)
        assert ActivityTime.objects.count() == 0

    def test_what_was_noted_is_not_emptied(self, client, cast, session):
        ActivityTimeFactory(locality=cast.locality, session=session, on=date(2026, 7, 14), minutes=90)
        client.force_login(cast.lan)

        answer = client.post(url(session, "minutes"), {"on": "14/7/2026", "reports": "5"})

        words = "Ngày này đã ghi 90 phút: sửa thành số khác, không bỏ trống được."
        assert answer.context["form"].errors == {"discussion": [words]}


def test_minutes_are_a_figure_with_a_share_for_each_activity(cast, session):
    place = {"locality": cast.locality, "session": session, "on": date(2026, 7, 14)}
    figure, july = BY_KEY["sessions.minutes"], Period(date(2026, 7, 1), date(2026, 7, 31))

    assert count(figure, records(figure, cast.locality, july)) == (None, dict.fromkeys(Activity.values))
    ActivityTimeFactory(**place, activity="discussion", minutes=90)
    ActivityTimeFactory(**place, activity="discussion", minutes=30)
    ActivityTimeFactory(**place, activity="questioning", minutes=60)
    ActivityTimeFactory(**place | {"on": date(2026, 8, 1)}, minutes=7)

    number, parts = count(figure, records(figure, cast.locality, july))
    assert number == 180
    assert parts == {"reports": 0, "discussion": 120, "questioning": 60, "voting": 0, "other": 0}


@pytest.mark.parametrize("page", ["roll", "minutes", "room"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("dai_bieu", 403), ("minh", 404), ("ubnd", 403), ("hoa", 403), ("thu_ky", 403), ("stranger", 404)],
)
def test_the_sheets_are_the_councils_office_s(client, cast, session, page, who, status):
    client.force_login(getattr(cast, who))

    assert client.get(url(session, page)).status_code == status
    assert client.post(url(session, page), {}).status_code == status


@pytest.mark.parametrize(("who", "status"), [("lan", 200), ("dai_bieu", 404), ("minh", 404), ("stranger", 404)])
def test_minutes_concern_the_office_alone(client, cast, session, who, status):
    row = ActivityTimeFactory(locality=cast.locality, session=session)
    client.force_login(getattr(cast, who))

    assert client.get(row.get_absolute_url()).status_code == status


@pytest.mark.parametrize("count", [1, 3])
def test_the_part_takes_a_fixed_number_of_queries(client, cast, session, seat, django_assert_num_queries, count):
    for _ in range(count):
        AttendanceFactory(locality=cast.locality, session=session, person=seat())
        ActivityTimeFactory(locality=cast.locality, session=session)
    client.force_login(cast.lan)
    address = f"{session.get_absolute_url()}?phan=diem-danh"
    client.get(address)
    with django_assert_num_queries(24):
        client.get(address)
