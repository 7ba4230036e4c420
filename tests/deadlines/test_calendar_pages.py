"""The pages of the calendar: who may, what is shown, from a draft to a calendar that holds."""

from datetime import date
from io import BytesIO

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from coordination.audit.models import Event
from coordination.deadlines import asking, tasks
from coordination.deadlines.actions import calendar as actions
from coordination.deadlines.exchange import HEADINGS
from coordination.deadlines.models import CalendarChange, CalendarDay, ChangedDay, Obligation
from coordination.jobs import runner
from coordination.jobs.models import Heartbeat, Job
from coordination.notices.models import Notice
from coordination.records.errors import AlreadyDone
from tests.deadlines.calendars import table  # noqa: F401
from tests.deadlines.factories import ObligationFactory, RuleVersionFactory

HOLIDAY = date(2026, 7, 15)


@pytest.fixture
def duty(cast):
    """Ten working days after 6 July 2026."""
    version = RuleVersionFactory()

    def make(**fields):
        said = {"basis_kind": "rule", "version": version, "anchor_on": date(2026, 7, 6), "due_on": date(2026, 7, 20)}
        return ObligationFactory(**(said | {"owner": cast.department} | fields))

    return make


@pytest.fixture
def change(cast, table):  # noqa: F811
    """A change of the common calendar: 15 July 2026 is off."""
    change = CalendarChange.objects.create(title="Lịch thử", source="TB 1", created_by=cast.operator)
    actions.put_days(change, [{"day": HOLIDAY, "kind": "holiday", "name": "Ngày lễ thử"}], by=cast.operator)
    return change


def url(name, *args):
    return reverse(f"deadlines:{name}", args=args)


def step(client, change, name, **data):
    """What a press says."""
    response = client.post(url("calendar-change-step", change.pk, name), data)
    assert response.status_code == 302
    return [str(message) for message in get_messages(response.wsgi_request)][-1]


def state_of(change):
    return CalendarChange.objects.get(pk=change.pk).state


def at_work(change, client):
    """Press, and let the worker do it."""
    assert step(client, change, "tinh") == "Đang tính ảnh hưởng."
    assert runner.run_waiting() == 1


# --- A year -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["lan", "minh", "dai_bieu", "operator", "xa"])
def test_everybody_sees_the_calendar(cast, client, who):
    client.force_login(getattr(cast, who))
    answer = client.get(url("calendar-year", 2026))
    assert answer.status_code == 200
    assert "Ngày Văn hóa Việt Nam" in answer.text
    assert answer.context["may_change"] == (who in ("lan", "operator"))


@pytest.mark.parametrize(("year", "words"), [(2026, "Chính thức"), (2027, "Dự kiến"), (2029, "Chưa có lịch")])
def test_a_year_says_how_sure_it_is(cast, client, year, words):
    client.force_login(cast.lan)
    assert f"</svg>{words}</span>" in client.get(url("calendar-year", year)).text


@pytest.mark.parametrize("year", [0, 1899, 2201, 99999])
def test_no_such_year(cast, client, year):
    client.force_login(cast.lan)
    assert client.get(url("calendar-year", year)).status_code == 404


def test_a_locality_sees_its_own_days_over_the_common_ones(cast, client, table):  # noqa: F811
    table("2026-11-24", "ordinary", "Trực", locality=cast.locality)
    client.force_login(cast.lan)
    own = client.get(url("calendar-year", 2026)).text
    assert ("của địa phương" in own, "địa phương ghi khác" in own) == (True, True)
    client.force_login(cast.stranger)
    assert "của địa phương" not in client.get(url("calendar-year", 2026)).text


def test_a_year_costs_as_much_with_more_days(cast, client, table, django_assert_num_queries):  # noqa: F811
    client.force_login(cast.lan)
    client.get(url("calendar-year", 2030))
    for day in range(1, 13):
        table(f"2030-{day:02}-02")
    client.get(url("calendar-year", 2030))
    with django_assert_num_queries(14):
        client.get(url("calendar-year", 2030))


# --- Who may change -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "common", "local"), [("lan", 403, 200), ("operator", 200, 403), ("admin", 403, 403), ("stranger", 403, 404)]
)
def test_who_may_change_which_calendar(cast, client, change, who, common, local):
    own = CalendarChange.objects.create(title="Riêng", created_by=cast.lan, locality=cast.locality)
    client.force_login(getattr(cast, who))
    assert client.get(url("calendar-change-day", change.pk)).status_code == common
    assert client.get(url("calendar-change-day", own.pk)).status_code == local
    assert client.get(url("calendar-change", change.pk)).status_code == 200


@pytest.mark.parametrize("who", ["minh", "ubnd", "hoa", "dai_bieu", "xa"])
def test_who_may_change_nothing(cast, client, change, who):
    client.force_login(getattr(cast, who))
    assert client.get(url("calendarchange-create")).status_code == 403
    assert client.post(url("calendarchange-create"), {"title": "x", "source": "y"}).status_code == 403
    for name in ("tinh", "ap-dung", "bo", "xac-nhan", "thoi"):
        assert client.post(url("calendar-change-step", change.pk, name)).status_code == 403
    assert state_of(change) == "draft"
    assert Job.objects.count() == 0


def test_another_place_does_not_learn_of_a_local_change(cast, client):
    own = CalendarChange.objects.create(title="Riêng", created_by=cast.lan, locality=cast.locality)
    client.force_login(cast.stranger)
    assert client.get(url("calendar-change", own.pk)).status_code == 404
    assert "Riêng" not in client.get(url("calendarchange-list")).text


# --- Gathering ----------------------------------------------------------------------------------------------------


def test_beginning_a_change(cast, client):
    client.force_login(cast.lan)
    answer = client.post(url("calendarchange-create"), {"title": "Nghỉ hội làng", "source": "QĐ 5"})
    change = CalendarChange.objects.get()
    assert (answer.url, change.locality, change.created_by, change.state) == (
        change.get_absolute_url(),
        cast.locality,
        cast.lan,
        "draft",
    )
    client.force_login(cast.operator)
    client.post(url("calendarchange-create"), {"title": "Lịch 2028", "source": "TB 9"})
    assert CalendarChange.objects.latest("pk").locality is None
    assert client.post(url("calendarchange-create"), {"title": ""}).status_code == 422


def test_several_days_in_a_row(cast, client, change):
    client.force_login(cast.operator)
    data = {"day": "05/02/2027", "last": "07/02/2027", "kind": "holiday", "name": "Tết", "status": "official"}
    client.post(url("calendar-change-day", change.pk), data)
    assert [(row.day.day, row.kind, row.name) for row in change.days.filter(day__year=2027)] == [
        (5, "holiday", "Tết"),
        (6, "holiday", "Tết"),
        (7, "holiday", "Tết"),
    ]
    page = client.get(change.get_absolute_url())
    assert [edit.verdict for edit in page.context["edits"]] == ["thêm", "sửa", "sửa", "sửa"]


@pytest.mark.parametrize(
    ("data", "field", "message"),
    [
        ({"day": "31/06/2026"}, "day", "Tháng 6 chỉ có 30 ngày."),
        ({"last": "14/07/2026"}, "last", "Không được trước ngày 15/07/2026."),
        ({"last": "15/08/2026"}, "last", "Nhiều nhất 31 ngày một lần."),
        (
            {"kind": "makeup_working"},
            "day",
            "Ngày 15/07/2026 vốn là ngày làm việc; làm bù chỉ ghi cho thứ Bảy, Chủ nhật.",
        ),
        (
            {"day": "18/07/2026", "kind": "swap_off"},
            "day",
            "Ngày 18/07/2026 là thứ Bảy hoặc Chủ nhật, vốn đã nghỉ; nghỉ bù, hoán đổi ghi cho ngày làm việc.",
        ),
        ({"kind": "drop"}, "day", "Lịch không có ngày 15/07/2026 để bỏ."),
        ({"kind": "khac"}, "kind", "Không có lựa chọn này trong danh sách."),
    ],
)
def test_days_that_cannot_be(cast, client, table, data, field, message):  # noqa: F811
    change = CalendarChange.objects.create(title="Lịch thử", created_by=cast.operator)
    client.force_login(cast.operator)
    said = {"day": "15/07/2026", "kind": "holiday", "status": "official"} | data
    answer = client.post(url("calendar-change-day", change.pk), said)
    assert (answer.status_code, answer.context["form"].errors[field]) == (422, [message])
    assert ChangedDay.objects.count() == 0


def test_the_form_knows_the_day(cast, client, change):
    client.force_login(cast.operator)
    page = client.get(url("calendar-change-day", change.pk), {"ngay": "24/11/2026"})
    assert page.context["form"].initial["name"] == "Ngày Văn hóa Việt Nam"
    page = client.get(url("calendar-change-day", change.pk), {"ngay": "15/07/2026"})
    assert page.context["form"].initial["name"] == "Ngày lễ thử"
    page = client.get(url("calendar-change-day", change.pk), {"ngay": "gì đó"})
    assert page.context["form"].initial == {}


def test_a_day_is_taken_back(cast, client, change):
    client.force_login(cast.operator)
    assert step(client, change, "thoi", day="15/07/2026") == "Ngày 15/07/2026 giữ như lịch đang có."
    assert change.days.count() == 0


def test_a_whole_year_is_confirmed(cast, client, change):
    client.force_login(cast.operator)
    page = client.get(change.get_absolute_url())
    assert [year for year, _ in page.context["provisional_years"]] == [2026, 2027]
    assert "Xác nhận 15 ngày còn dự kiến của năm 2027" in page.content.decode()
    assert step(client, change, "xac-nhan", year="2027") == "Đã ghi 15 ngày của năm 2027 là chính thức."
    rows = change.days.filter(day__year=2027)
    assert set(rows.values_list("status", "source")) == {("official", "TB 1")}
    assert step(client, change, "xac-nhan", year="2025") == "Lịch năm 2025 không còn ngày nào dự kiến."


# --- Reckoning, applying ------------------------------------------------------------------------------------------


def test_from_a_draft_to_a_calendar_that_holds(cast, client, change, duty):
    one, pausing = duty(), duty(paused_on=date(2026, 7, 8))
    set_date = ObligationFactory(owner=cast.department, due_on=HOLIDAY)
    client.force_login(cast.operator)
    assert step(client, change, "ap-dung") == (
        "Thay đổi này chưa được tính ảnh hưởng, hoặc đã sửa sau khi tính: tính lại rồi mới áp dụng."
    )
    at_work(change, client)
    assert state_of(change) == "previewed"
    page = client.get(change.get_absolute_url())
    assert page.context["moves"] == [(date(2026, 7, 20), date(2026, 7, 21), 1)]
    assert "Vai của bạn không xem hồ sơ nghiệp vụ nên ở đây chỉ có số lượng." in page.text
    client.force_login(cast.lan)
    page = client.get(change.get_absolute_url())
    assert [(row.obligation, row.old_due_on, row.new_due_on) for row in page.context["page"]] == [
        (one, date(2026, 7, 20), date(2026, 7, 21))
    ]
    assert (page.context["set_dates"], page.context["may_edit"]) == ([set_date], False)
    assert not CalendarDay.objects.filter(day=HOLIDAY).exists(), "nothing holds before it is applied"
    client.force_login(cast.operator)
    assert step(client, change, "ap-dung") == "Đang áp dụng lịch mới."
    assert runner.run_waiting() == 1
    assert state_of(change) == "applied"
    days = dict(Obligation.objects.values_list("pk", "due_on"))
    assert [days[row.pk] for row in (one, pausing, set_date)] == [date(2026, 7, 21), date(2026, 7, 20), HOLIDAY]
    assert client.get(url("calendar-year", 2026)).text.count("Ngày lễ thử") == 2, "the small month and the list"
    assert Event.objects.filter(object_id=one.pk, content_type__model="obligation", kind="changed").count() == 1


def test_numbers_tell_nobody_of_duties_that_are_not_theirs_to_see(cast, client, change, duty):
    duty(confidential=True), duty(owner=cast.other_council, locality=cast.other)
    client.force_login(cast.operator)
    at_work(change, client)
    all_of_them = [(date(2026, 7, 20), date(2026, 7, 21), 2)]
    own = [(date(2026, 7, 20), date(2026, 7, 21), 1)]
    for who, moves in (("operator", all_of_them), ("stranger", own), ("lan", []), ("admin", [])):
        client.force_login(getattr(cast, who))
        page = client.get(change.get_absolute_url())
        assert (page.context["moves"], page.context["moved"]) == (moves, sum(row[2] for row in moves)), who
        assert ("Trong những việc bạn xem được, không hạn nào" in page.text) == (not moves)


def test_a_calendar_that_holds_is_not_called_undone(cast, client, change, duty, monkeypatch):
    duty()
    client.force_login(cast.operator)
    at_work(change, client)
    step(client, change, "ap-dung")
    monkeypatch.setattr("coordination.deadlines.actions.recalculation.settle", lambda rows: 1 / 0)
    runner.run_waiting()
    assert (state_of(change), Job.objects.latest("pk").state) == ("applied", "done")
    texts = Notice.objects.filter(recipient=cast.operator).order_by("pk").values_list("text", flat=True)
    assert list(texts)[-2:] == [
        "Lịch mới đã áp dụng; chỉ lần rà lại hạn của việc vừa sửa cùng lúc bị lỗi. "
        "Người vận hành chạy manage.py recompute.",
        "Đã xong: Áp dụng: Lịch thử",
    ]


def test_an_edit_after_the_reckoning_asks_for_another_one(cast, client, change, duty):
    duty()
    client.force_login(cast.operator)
    at_work(change, client)
    step(client, change, "thoi", day="15/07/2026")
    assert (state_of(change), change.shifts.count()) == ("draft", 0)
    assert step(client, change, "tinh") == "Thay đổi này chưa có ngày nào."


def test_of_two_who_apply_the_second_is_told(cast, client, change):
    client.force_login(cast.operator)
    at_work(change, client)
    other = cast.acting_as(cast.office, "operator", "Lý Thị Hai")
    actions.apply(change, by=cast.operator)
    with pytest.raises(AlreadyDone) as refusal:
        actions.apply(change, by=other)
    assert refusal.value.message.startswith("Tạ Vận Hành đã cho áp dụng thay đổi này lúc ")
    assert Job.objects.filter(kind=actions.APPLY_JOB).count() == 1
    runner.run_waiting()
    assert step(client, change, "thoi", day="15/07/2026").startswith("Tạ Vận Hành đã cho áp dụng")
    assert change.days.count() == 1


def test_while_it_is_reckoned_nothing_is_edited(cast, client, change):
    client.force_login(cast.operator)
    step(client, change, "tinh")
    assert step(client, change, "bo") == "Ảnh hưởng của thay đổi này đang được tính; đợi tính xong."
    assert step(client, change, "tinh") == "Ảnh hưởng của thay đổi này đang được tính; đợi tính xong."
    assert "hx-get" in client.get(change.get_absolute_url()).text
    runner.run_waiting()
    assert step(client, change, "bo") == "Đã bỏ thay đổi này; lịch giữ như cũ."
    assert step(client, change, "tinh") == "Thay đổi này đã bỏ."


def test_what_a_stopped_worker_left_can_be_asked_again(cast, client, change):
    client.force_login(cast.operator)
    step(client, change, "tinh")
    Job.objects.update(state="failed", error="Máy chủ đã dừng.")
    assert "Máy chủ đã dừng." in client.get(change.get_absolute_url()).text
    at_work(change, client)
    assert state_of(change) == "previewed"


def test_a_job_that_fails_leaves_the_change_as_it_was(cast, client, change, monkeypatch):
    client.force_login(cast.operator)
    step(client, change, "tinh")
    monkeypatch.setattr("coordination.deadlines.actions.recalculation.proposed", lambda change: 1 / 0)
    runner.run_waiting()
    assert (state_of(change), Job.objects.get().state) == ("draft", "failed")


def test_the_page_of_a_change_costs_as_much_with_more_lines(cast, client, change, duty, django_assert_num_queries):
    duty()
    client.force_login(cast.operator)
    at_work(change, client)
    client.force_login(cast.lan)
    client.get(change.get_absolute_url())
    with django_assert_num_queries(23):
        client.get(change.get_absolute_url())
    client.force_login(cast.operator)
    duty(), duty()
    at_work(change, client)
    client.force_login(cast.lan)
    client.get(change.get_absolute_url())
    with django_assert_num_queries(23):
        assert len(client.get(change.get_absolute_url()).context["page"]) == 3


def test_the_list_is_filtered_by_body(cast, client, change, duty):
    duty(), duty(owner=cast.committee)
    client.force_login(cast.operator)
    at_work(change, client)
    client.force_login(cast.lan)
    page = client.get(change.get_absolute_url(), {"co-quan": cast.committee.pk})
    assert [row.obligation.owner for row in page.context["page"]] == [cast.committee]
    assert {row["pk"]: row["n"] for row in page.context["bodies"]} == {cast.department.pk: 1, cast.committee.pk: 1}


# --- Excel --------------------------------------------------------------------------------------------------------


def workbook(*lines, heads=("Ngày", "Loại ngày", "Tên", "Văn bản", "Mức chắc chắn")):
    book = Workbook()
    for line in (heads, *lines):
        book.active.append(line)
    content = BytesIO()
    book.save(content)
    return SimpleUploadedFile("lich.xlsx", content.getvalue())


def test_days_come_from_a_file(cast, client, change):
    client.force_login(cast.operator)
    file = workbook(
        ["01/01/2028", "nghỉ lễ, Tết", "Tết Dương lịch", "TB 9", None],
        [date(2028, 1, 8), "Lam bu", "", "", "dự kiến"],
        ["24/11/2026", "nghỉ lễ, Tết", "Ngày Văn hóa Việt Nam", None, "chính thức"],
        ["23/11/2026", "bỏ khỏi lịch"],
    )
    answer = client.post(url("calendar-change-import", change.pk), {"file": file})
    assert answer.url == change.get_absolute_url()
    assert [(f"{row.day}", row.kind, row.source, row.status) for row in change.days.exclude(day=HOLIDAY)] == [
        ("2026-11-23", "", "", "official"),
        ("2028-01-01", "holiday", "TB 9", "official"),
        ("2028-01-08", "makeup_working", "", "provisional"),
    ]
    event = Event.objects.get(kind="imported")
    assert (event.note, event.data["days"]) == (
        "Tệp lich.xlsx: 3 ngày",
        ["2028-01-01", "2028-01-08", "2026-11-23"],
    )


def test_a_file_with_one_fault_writes_nothing(cast, client, change):
    client.force_login(cast.operator)
    file = workbook(
        ["01/01/2028", "nghỉ lễ, Tết"],
        ["31/02/2028", "nghỉ"],
        ["01/01/2028", "nghỉ bù"],
        ["09/01/2028", "nghỉ bù"],
    )
    answer = client.post(url("calendar-change-import", change.pk), {"file": file})
    assert answer.status_code == 422
    assert [line.faults for line in answer.context["lines"]] == [
        [],
        [
            "Ô A3: Tháng 2 năm 2028 chỉ có 29 ngày.",
            "Ô B3: không có “nghỉ”; chọn một trong: nghỉ lễ, Tết; nghỉ bù; nghỉ hoán đổi; làm bù; "
            "ngày thường (không nghỉ); bỏ khỏi lịch.",
        ],
        [
            "Ô B4: Ngày 01/01/2028 là thứ Bảy hoặc Chủ nhật, vốn đã nghỉ; nghỉ bù, hoán đổi ghi cho ngày làm việc.",
            "Ô A4: ngày này đã có ở ô A2.",
        ],
        ["Ô B5: Ngày 09/01/2028 là thứ Bảy hoặc Chủ nhật, vốn đã nghỉ; nghỉ bù, hoán đổi ghi cho ngày làm việc."],
    ]
    assert answer.context["form"].errors["file"] == ["3 dòng trong 4 dòng có lỗi nên chưa nạp dòng nào."]
    assert change.days.count() == 1


def test_files_that_cannot_be_used(cast, client, change):
    client.force_login(cast.operator)
    address = url("calendar-change-import", change.pk)
    for file, message in (
        (SimpleUploadedFile("a.xlsx", b"abc"), "Tệp này không phải là sổ Excel (.xlsx)."),
        (
            workbook(["01/01/2028", "x"], heads=["Ngày", "Màu"]),
            "Không biết cột “Màu” (ô B1). Thiếu cột “Loại ngày”. "
            "Dòng 1 phải là tiêu đề các cột: Ngày, Loại ngày, Tên, Văn bản, Mức chắc chắn.",
        ),
        (
            workbook(["24/11/2026", "nghỉ lễ, Tết", "Ngày Văn hóa Việt Nam"]),
            "Cả 1 dòng đều đã có đúng như vậy trong lịch.",
        ),
    ):
        answer = client.post(address, {"file": file})
        assert (answer.status_code, answer.context["form"].errors["file"]) == (422, [message])
    assert client.post(address, {}).context["form"].errors["file"] == ["Chưa chọn tệp."]


def test_the_template_with_the_days_of_a_year(cast, client):
    client.force_login(cast.minh)
    answer = client.get(url("calendar-template"), {"nam": "2027"})
    assert answer["Content-Disposition"] == 'attachment; filename="lich-nghi-2027.xlsx"'
    sheet = load_workbook(BytesIO(answer.content)).worksheets[0]
    assert [cell.value for cell in sheet[1]] == [heading.name for heading in HEADINGS]
    assert sheet.max_row == 2 + 15
    for asked in ("", "0000", "x", "20277"):
        assert client.get(url("calendar-template"), {"nam": asked}).status_code == 200


# --- October ------------------------------------------------------------------------------------------------------


def test_next_year_is_asked_for_once_a_week(cast, table):  # noqa: F811
    assert asking.ask(date(2026, 9, 30)) == 0
    told = asking.ask(date(2026, 10, 1))
    assert set(Notice.objects.values_list("recipient", flat=True)) == {
        user.pk for user in (cast.lan, cast.tu, cast.operator, cast.stranger)
    }
    assert told == 4
    assert (asking.ask(date(2026, 10, 1)), asking.ask(date(2026, 10, 4)), asking.ask(date(2026, 10, 5))) == (0, 0, 4)
    notice = Notice.objects.first()
    assert (notice.text, notice.url, notice.kind) == (
        "Lịch năm 2027 chưa chính thức: ghi vào lịch khi có thông báo nghỉ lễ, Tết.",
        "/viec/lich-nam/2027/",
        "task",
    )


def test_nobody_is_asked_once_the_year_is_official(cast, table):  # noqa: F811
    CalendarDay.objects.filter(day__year=2027).update(status="official")
    assert asking.ask(date(2026, 10, 1)) == 0
    assert Heartbeat.objects.filter(name=asking.NAME).count() == 0


@pytest.mark.parametrize(
    ("count", "words"), [(4, "Đã nhắc 4 người ghi lịch năm sau."), (0, "Chưa cần nhắc, hoặc tuần này đã nhắc.")]
)
def test_the_command_is_the_twin_of_the_task(monkeypatch, capsys, settings, count, words):
    monkeypatch.setattr(asking, "ask", lambda: count)
    call_command("ask_calendar")
    assert capsys.readouterr().out.strip() == words
    assert settings.CELERY_BEAT_SCHEDULE["ask-calendar"]["task"] == tasks.ask_calendar.name


def test_repair_by_command(cast, duty, capsys):
    Obligation.objects.filter(pk=duty().pk).update(due_on=date(2026, 7, 17))
    call_command("recompute")
    call_command("recompute")
    assert capsys.readouterr().out.splitlines() == ["1 việc có hạn mới.", "Mọi hạn đều đúng với quy định và lịch."]
