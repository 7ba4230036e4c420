"""The leader's sheet: the letter, the link, the page."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from coordination.deadlines.models import ReminderPolicy
from coordination.deadlines.reminders import morning, sweep
from coordination.notices import delivery
from coordination.notices.models import Letter, Preference
from coordination.people.models import Membership
from tests.deadlines.reminders.conftest import MORNING
from tests.deadlines.reminders.factories import duty, queued

pytestmark = pytest.mark.django_db

QUERIES = 16


@pytest.fixture
def link(office):
    return morning.path_for(office.tu, office.tu.acting)


def opened(path):
    return Client().get(path)


def test_a_leader_gets_one_letter_a_day(office):
    duty(office)
    sweep.sweep(MORNING)
    sweep.sweep(MORNING + timedelta(hours=2))
    assert queued("morning") == [("tu", "email")]
    with time_machine.travel(MORNING + timedelta(days=1), tick=False):
        sweep.sweep()
    assert len(queued("morning")) == 2


def test_nothing_to_say_no_letter(office):
    duty(office, date(2026, 7, 16))
    sweep.sweep(MORNING)
    assert queued("morning") == []


def test_an_office_may_do_without(office):
    ReminderPolicy.objects.create(locality=office.locality, morning_sheet=False)
    duty(office)
    sweep.sweep(MORNING)
    assert queued("morning") == []


def test_a_leader_without_mail_gets_none(office):
    Preference.objects.create(user=office.tu, email=False)
    duty(office)
    sweep.sweep(MORNING)
    assert queued("morning") == []


def test_the_letter_has_numbers_and_a_link_that_opens(office, mailoutbox):
    duty(office)
    duty(office, date(2026, 7, 14))
    sweep.sweep(MORNING)
    delivery.deliver()
    mail = next(mail for mail in mailoutbox if "buổi sáng" in mail.subject)
    assert mail.subject == "Phối hợp: tờ buổi sáng 15/07/2026"
    assert "Đến hạn hôm nay: 1 việc" in mail.body
    path = re.search(r"(/viec/buoi-sang/\S+)", mail.body)[1]
    assert opened(path).status_code == 200


def test_yesterdays_letter_is_not_sent(office):
    duty(office)
    sweep.sweep(MORNING)
    with time_machine.travel(MORNING + timedelta(days=1), tick=False):
        delivery.deliver()
    assert Letter.objects.get(kind="morning").state == "dropped"


def test_the_page(office, link):
    duty(office, title="Gửi số liệu hôm nay")
    duty(office, date(2026, 6, 15), title="Quá hạn đã lâu")
    duty(office, date(2026, 6, 15), title="Đơn của ông A", confidential=True)
    answer = opened(link)
    page = answer.content.decode()
    assert "Gửi số liệu hôm nay" in page
    assert "Quá hạn đã lâu" in page
    assert "Đơn của ông A" not in page
    sheet = answer.context["sheet"]
    assert (sheet.today_count, sheet.overdue_count, sheet.serious_count) == (1, 1, 1)
    assert [(row.name, row.count, row.longest) for row in sheet.debtors] == [("Sở Y tế", 1, 30)]
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "sessionid" not in answer.cookies


def test_a_confidential_row_is_not_shown_even_to_who_is_named(office, link):
    duty(office, title="Đơn của ông A", confidential=True, assignee=office.tu.person, owner=office.standing)
    answer = opened(link)
    assert answer.context["sheet"].today_count == 0
    assert "Không có việc nào" in answer.content.decode()


def test_only_what_the_leaders_side_owes_or_awaits(office, link):
    duty(office, owner=office.front, beneficiary=office.committee)
    assert opened(link).context["sheet"].today_count == 0


def test_it_is_for_reading_only(link):
    assert Client().post(link).status_code == 405


@pytest.mark.parametrize("case", ["old", "password", "locked", "role", "no leader", "forged", "nonsense"])
def test_a_link_that_is_over(office, link, clock, case):
    if case == "old":
        clock.shift(timedelta(hours=24, seconds=1))
    elif case == "password":
        office.tu.set_password("mot-mat-khau-khac-1")
        office.tu.save()
    elif case == "locked":
        office.tu.is_active = False
        office.tu.save()
    elif case == "role":
        Membership.objects.filter(user=office.tu).update(valid_to=date(2026, 7, 14))
    elif case == "no leader":
        Membership.objects.filter(user=office.tu).update(role="council_clerk")
    elif case == "forged":
        link = link.replace("/buoi-sang/", "/buoi-sang/x")
    elif case == "nonsense":
        link = "/viec/buoi-sang/x/"
    answer = opened(link)
    assert answer.status_code == 410
    assert "Đường dẫn này đã hết hạn" in answer.content.decode()


def test_it_lives_for_a_day(link, clock):
    clock.shift(timedelta(hours=23, minutes=59))
    assert opened(link).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_with_every_number_of_rows(office, link, django_assert_num_queries, rows):
    for _ in range(rows):
        duty(office)
        duty(office, date(2026, 6, 15))
    with django_assert_num_queries(QUERIES):
        opened(link)


def test_serious_is_what_each_office_calls_so(office, link):
    """As on the chips: by the place of the duty, not of the reader."""
    ReminderPolicy.objects.create(locality=office.commune, serious_after=40)
    duty(office, date(2026, 6, 15))
    duty(office, date(2026, 6, 15), locality=office.commune)
    sheet = opened(link).context["sheet"]
    assert (sheet.overdue_count, sheet.serious_count, sheet.serious_after) == (2, 1, None)
    assert [row.is_serious(sheet.day) for row in sheet.serious] == [True]


def test_a_leader_whose_sheet_fails_is_no_name_in_the_log(office, monkeypatch, caplog):
    def broken(user):
        raise ValueError("Nguyễn Văn A")

    monkeypatch.setattr(morning, "channels_for", broken)
    duty(office)
    sweep.sweep(MORNING)
    assert queued("morning") == []
    assert "gets no morning sheet today: ValueError" in caplog.text
    assert "Nguyễn Văn A" not in caplog.text


def test_each_list_is_short_and_the_number_whole(office, link):
    for _ in range(morning.SHOWN + 3):
        duty(office)
    sheet = opened(link).context["sheet"]
    assert (len(sheet.today), sheet.today_count) == (morning.SHOWN, morning.SHOWN + 3)
