"""How an office reminds: who reads it, who sets it, what is refused."""

import pytest
from django.urls import reverse

from coordination.audit.models import Event
from coordination.deadlines.actions import reminders as actions
from coordination.deadlines.forms.reminders import LadderForm
from coordination.deadlines.models import ReminderLadder, ReminderPolicy
from coordination.deadlines.reminders.ladder import DEFAULT, read
from tests.deadlines.factories import RuleFactory

pytestmark = pytest.mark.django_db

POLICY, LADDER = "/viec/cach-nhac/", "/viec/cach-nhac/thang/"
HOURS = {
    "opens_at": "08:00",
    "closes_at": "16:30",
    "only_working_days": "on",
    "email": "on",
    "daily_from": "-3",
    "serious_after": "8",
}
STEPS = {
    "before": "10, 5, 0",
    "before_to": ["assignee"],
    "after": "2",
    "after_to": ["assignee", "head"],
    "later": "",
    "weekly_to": ["assignee", "standing"],
}


@pytest.fixture
def lan(cast, client):
    client.force_login(cast.lan)
    return client


def words(answer):
    return " ".join(answer.content.decode().split())


def test_the_addresses():
    assert reverse("deadlines:reminder-policy") == POLICY
    assert reverse("deadlines:reminder-ladder") == LADDER


@pytest.mark.parametrize("name", ["minh", "hoa", "tu", "dai_bieu"])
def test_everybody_of_the_place_reads_it(cast, client, name):
    client.force_login(getattr(cast, name))
    page = words(client.get(POLICY))
    assert "Trước hạn 15, 7, 3, 1 ngày làm việc; đúng ngày đến hạn" in page
    assert ("Lưu cách nhắc" in page) == (name == "tu")


def test_only_the_councils_office_sets_it(cast, client):
    client.force_login(cast.minh)
    assert client.post(POLICY, HOURS).status_code == 403
    assert client.get(LADDER).status_code == 403
    assert client.post(f"{LADDER}bo/").status_code == 403
    assert ReminderPolicy.objects.count() == 0


def test_the_hours_are_stored_with_a_line_of_history(cast, lan):
    assert lan.post(POLICY, HOURS).status_code == 302
    policy = ReminderPolicy.objects.get(locality=cast.locality)
    assert (f"{policy.opens_at:%H:%M}", policy.daily_from, policy.morning_sheet) == ("08:00", -3, False)
    event = Event.objects.order_by("-id").first()
    assert (event.actor, event.data["daily_from"]) == (cast.lan, ["0", "-3"])
    assert lan.post(POLICY, HOURS | {"serious_after": "9"}).status_code == 302
    assert ReminderPolicy.objects.get().serious_after == 9


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"closes_at": "07:00"}, "Giờ thôi gửi phải sau giờ bắt đầu."),
        ({"opens_at": "25:00"}, "Giờ viết như 08:30"),
        ({"daily_from": "99"}, "Ghi số từ -60 đến 60."),
        ({"serious_after": "251"}, "Ghi nhiều nhất 250 ngày làm việc"),
        ({"serious_after": "nhiều"}, "Ghi một số nguyên"),
    ],
)
def test_wrong_hours_are_said_at_the_field(lan, wrong, message):
    answer = lan.post(POLICY, HOURS | wrong)
    assert answer.status_code == 422
    assert words(answer).count(message) == 1
    assert ReminderPolicy.objects.count() == 0


def test_somebody_else_saved_in_between(cast, lan):
    opened = lan.get(POLICY).context["form"]["opened"].value()
    ReminderPolicy.objects.create(locality=cast.locality, serious_after=20)
    answer = lan.post(POLICY, HOURS | {"opened": opened})
    assert answer.status_code == 422
    assert "Người khác đã lưu cách nhắc này" in words(answer)
    again = answer.context["form"]["opened"].value()
    assert lan.post(POLICY, HOURS | {"opened": again}).status_code == 302


def test_two_first_saves_at_once(cast, lan, monkeypatch):
    """The other one's row appears after we have looked for it."""

    real = actions._store

    def late(row):
        ReminderPolicy.objects.create(locality=cast.locality)
        real(row)

    monkeypatch.setattr(actions, "_store", late)
    answer = lan.post(POLICY, HOURS)
    assert answer.status_code == 422
    assert "Người khác đã lưu sau khi bạn mở." in words(answer)


def test_a_row_that_appeared_since_the_form_was_read_is_changed(cast):
    policy = ReminderPolicy(locality=cast.locality, serious_after=8)
    ReminderPolicy.objects.create(locality=cast.locality)
    actions.save_policy(policy, by=cast.lan)
    assert ReminderPolicy.objects.get().serious_after == 8


def test_two_first_ladders_at_once(cast, lan, monkeypatch):
    real = actions._store

    def late(row):
        ReminderLadder.objects.create(locality=cast.locality, steps=[], weekly_to=[])
        real(row)

    monkeypatch.setattr(actions, "_store", late)
    answer = lan.post(LADDER, STEPS)
    assert answer.status_code == 422
    assert "Người khác đã lưu sau khi bạn mở." in words(answer)


def test_somebody_else_saved_the_ladder_in_between(cast, lan):
    opened = lan.get(LADDER).context["form"]["opened"].value()
    lan.post(LADDER, STEPS | {"before": "9, 0"})
    answer = lan.post(LADDER, STEPS | {"opened": opened})
    assert answer.status_code == 422
    assert "Người khác đã lưu sau khi bạn mở." in words(answer)
    assert ReminderLadder.objects.get().steps[0]["offset"] == -9
    again = answer.context["form"]["opened"].value()
    assert lan.post(LADDER, STEPS | {"opened": again}).status_code == 302
    assert ReminderLadder.objects.get().steps[0]["offset"] == -10


def test_a_ladder_of_the_place(cast, lan):
    assert lan.post(LADDER, STEPS).status_code == 302
    row = ReminderLadder.objects.get()
    assert (row.locality, row.rule) == (cast.locality, None)
    assert read(row.steps, row.weekly_to).steps == (-10, -5, 0, 2)
    page = words(lan.get(POLICY))
    assert "Thang nhắc của địa phương" in page
    assert "Quá hạn 2 ngày làm việc" in page
    assert lan.get(LADDER).context["form"]["before"].value() == "10, 5, 0"


def test_a_ladder_for_one_rule_and_back(cast, lan):
    rule = RuleFactory()
    address = f"{LADDER}?quy_dinh={rule.pk}"
    assert lan.get(address).status_code == 200
    assert lan.post(address, STEPS).status_code == 302
    assert ReminderLadder.objects.get().rule == rule
    assert rule.code in words(lan.get(POLICY))
    assert lan.post(f"{LADDER}bo/?quy_dinh={rule.pk}", follow=True).status_code == 200
    assert ReminderLadder.objects.count() == 0
    assert "Không có thang riêng nào để bỏ." in words(lan.post(f"{LADDER}bo/", follow=True))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"before": "mười"}, "Ghi các số cách nhau bằng dấu phẩy"),
        ({"before": "5, 5"}, "Có số ghi hai lần."),
        ({"before": "61"}, "Mỗi số từ 0 đến 60."),
        ({"before": "1 2 3 4 5 6 7 8 9 10 11"}, "Nhiều nhất 10 lần nhắc."),
        ({"before": "", "before_to": []}, "Ít nhất một lần nhắc không muộn hơn ngày đến hạn."),
        ({"before_to": []}, "Chọn ít nhất một nơi nhận."),
        ({"after": "0"}, "Mỗi số từ 1 đến 60."),
        ({"after": ""}, "Ghi số ngày, hoặc bỏ chọn nơi nhận."),
        ({"later": "1", "later_to": ["office"]}, "Các ngày này phải sau"),
        ({"weekly_to": ["mayor"]}, "Không có lựa chọn này"),
    ],
)
def test_a_wrong_ladder_is_said_at_the_field(lan, wrong, message):
    answer = lan.post(LADDER, STEPS | wrong)
    assert answer.status_code == 422
    assert message in words(answer)
    assert ReminderLadder.objects.count() == 0


@pytest.mark.parametrize("named", ["x", "0", "9" * 19, "%00", "-1"])
def test_a_rule_that_is_none(lan, named):
    assert lan.get(f"{LADDER}?quy_dinh={named}").status_code == 404


def test_the_default_ladder_stands_in_the_form_and_comes_back_whole(lan):
    shown = LadderForm.shown(DEFAULT)
    assert (shown["before"], shown["after"], shown["later"]) == ("15, 7, 3, 1, 0", "1", "3")
    lan.post(LADDER, shown)
    row = ReminderLadder.objects.get()
    assert read(row.steps, row.weekly_to) == DEFAULT


def test_an_ended_place_sets_nothing(cast, client):
    clerk = cast.acting_as(cast.ended_council, "council_clerk", "Cũ")
    client.force_login(clerk)
    assert client.post(POLICY, HOURS).status_code == 403
    assert "Lưu cách nhắc" not in words(client.get(POLICY))
