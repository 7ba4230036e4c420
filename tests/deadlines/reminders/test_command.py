"""`send_reminders`: the worker's twin."""

import pytest
from django.core.management import CommandError, call_command

from coordination.deadlines import tasks
from coordination.deadlines.models import ReminderMarker, ReminderPolicy
from coordination.jobs.models import Heartbeat
from coordination.notices.models import Letter, Notice
from tests.deadlines.reminders.conftest import MORNING
from tests.deadlines.reminders.factories import duty, markers

pytestmark = pytest.mark.django_db


def run(capsys, *arguments):
    call_command("send_reminders", *arguments)
    return capsys.readouterr().out.splitlines()


def test_one_sweep_now(office, capsys):
    duty(office)
    assert run(capsys) == [
        "Lê Minh (Thư điện tử): việc cần chú ý, 1 lời nhắc",
        "Trần Văn Tú (Thư điện tử): tờ buổi sáng",
        "Đã nhắc 1 người trong hộp thông báo",
        "Đã xếp hàng 2 thư",
    ]
    assert run(capsys) == ["Đã xếp hàng 0 thư"]


def test_at_night_nothing(office, clock, capsys):
    duty(office)
    clock.move_to(MORNING.replace(hour=3))
    assert run(capsys)[-1] == "Đã xếp hàng 0 thư"


@pytest.mark.parametrize("day", ["2026-07-16", "16/07/2026"])
def test_as_of_a_day_each_office_at_its_hour(office, clock, capsys, day):
    clock.move_to(MORNING.replace(day=16, hour=17))
    ReminderPolicy.objects.create(locality=office.other, opens_at="09:00")
    duty(office)
    duty(office, owner=office.other_council, locality=office.other, assignee=office.stranger.person, beneficiary=None)
    run(capsys, "--date", day)
    assert markers() == [("minh", 1), ("stranger", 1)]
    letters = Letter.objects.filter(kind="digest").order_by("recipient__username")
    assert [letter.not_before for letter in letters] == [
        MORNING.replace(day=16),
        MORNING.replace(day=16, hour=9, minute=0),
    ]


def test_a_sunday_sends_nothing(office, capsys):
    duty(office)
    assert run(capsys, "--date", "2026-07-19", "--dry-run") == [
        "Chạy thử, không ghi gì: 0 dòng sẽ vào hộp thông báo.",
        "Đã xếp hàng 0 thư",
    ]


def test_a_trial_writes_nothing(office, capsys):
    duty(office, title="Báo cáo")
    assert run(capsys, "--dry-run") == [
        "Lê Minh (Thư điện tử): việc cần chú ý, 1 lời nhắc",
        "Trần Văn Tú (Thư điện tử): tờ buổi sáng",
        "Lê Minh (hộp thông báo): Đến hạn hôm nay: Báo cáo",
        "Chạy thử, không ghi gì: 1 dòng sẽ vào hộp thông báo.",
        "Đã xếp hàng 2 thư",
    ]
    for model in (ReminderMarker, Letter, Notice, Heartbeat):
        assert model.objects.count() == 0


def test_an_impossible_day_is_refused_in_words(office, capsys):
    with pytest.raises(CommandError, match="--date: .*Tháng 6 chỉ có 30 ngày"):
        run(capsys, "--date", "2026-06-31")


def test_a_day_to_come_is_only_tried(office, capsys):
    duty(office)
    with pytest.raises(CommandError, match="^Ngày 16/07/2026 chưa tới: thêm --dry-run để chạy thử.$"):
        run(capsys, "--date", "2026-07-16")
    for model in (ReminderMarker, Letter, Notice, Heartbeat):
        assert model.objects.count() == 0
    assert run(capsys, "--date", "2026-07-16", "--dry-run")[-1].startswith("Đã xếp hàng ")


def test_only_a_sweep_of_now_is_a_sign_of_life(office, clock, capsys):
    duty(office)
    run(capsys, "--date", "2026-07-14")
    assert Heartbeat.objects.count() == 0
    run(capsys)
    assert Heartbeat.objects.count() == 1


def test_the_task_is_the_same_sweep(office):
    duty(office)
    tasks.send_reminders()
    assert markers() == [("minh", 0)]
