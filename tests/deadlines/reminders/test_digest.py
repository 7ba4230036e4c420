"""The daily letter: when it is queued, what it says when it is sent, and to whom it is not sent at all."""

from datetime import date, timedelta

import pytest
import time_machine

from coordination.deadlines.models import Obligation, ReminderMarker, ReminderPolicy
from coordination.deadlines.reminders import digest, sweep
from coordination.notices import delivery
from coordination.notices.models import Letter, Preference
from tests.deadlines.factories import RuleVersionFactory
from tests.deadlines.reminders.conftest import MORNING
from tests.deadlines.reminders.factories import TODAY, digest_of, duty, queued
from tests.voters.factories import petition_of

pytestmark = pytest.mark.django_db


def weekly(user):
    Preference.objects.create(user=user, frequency="weekly")


def at(day, hour=7, minute=30):
    return MORNING.replace(day=day, hour=hour, minute=minute)


def said(letter):
    """The message as it would be sent now, or none."""
    letter.recipient.__dict__.pop("acting", None)
    return digest.compose(letter)


def test_what_it_says(office):
    petition = petition_of(office.locality, title="Xin sửa đường", place=office.commune)
    version = RuleVersionFactory(verification="unverified")
    mine = {"owner": office.office, "beneficiary": None, "assignee": office.lan.person}
    duty(office, date(2026, 7, 14), title="Trả lời cử tri", subject=petition, **mine)
    duty(office, title="Gửi số liệu", version=version, anchor_on=date(2026, 7, 1), basis_kind="rule", **mine)
    sweep.sweep(MORNING)
    message = said(digest_of(office.lan))
    assert message.subject == "Phối hợp: 2 việc cần chú ý, 15/07/2026"
    assert "Xin sửa đường" in message.text
    assert "Quá hạn 1 ngày. Hạn 14/07/2026. Cơ quan thực hiện: Văn phòng HĐND tỉnh." in message.text
    assert "Đến hạn hôm nay. Hạn 15/07/2026." in message.text
    assert "Lưu ý: Quy định về thời hạn này chưa kiểm chứng." in message.text
    assert "/thong-bao/" in message.text
    assert message.text.index("Trả lời cử tri") < message.text.index("Gửi số liệu")
    assert 'href="http' in message.html


def test_the_subject_names_nobody_and_a_secret_duty_is_a_number(office):
    one = duty(office, title="Đơn của ông Nguyễn Văn A", confidential=True)
    sweep.sweep(MORNING)
    message = said(digest_of(office.minh))
    assert message.subject == "Phối hợp: 1 việc cần chú ý, 15/07/2026"
    assert f"Nghĩa vụ số {one.pk}" in message.text
    assert "Nguyễn Văn A" not in message.text + message.html


@pytest.mark.parametrize(
    "change",
    [
        {"status": "done", "closed_on": TODAY},
        {"due_on": date(2026, 7, 20)},
        {"confidential": True},
    ],
    ids=["closed", "moved", "hidden"],
)
def test_what_is_no_longer_true_is_left_out(office, change):
    one = duty(office, date(2026, 7, 10), title="Việc thứ nhất")
    duty(office, date(2026, 7, 10), title="Việc thứ hai")
    sweep.sweep(MORNING)
    Obligation.objects.filter(pk=one.pk).update(**change)
    message = said(digest_of(office.lan))  # Lan is in the office of the council, not named by anything
    assert "Việc thứ nhất" not in message.text
    assert "Việc thứ hai" in message.text


def test_who_gave_the_duty_away_is_not_reminded_of_it(office):
    one = duty(office, title="Việc thứ nhất")
    duty(office, title="Việc thứ hai")
    sweep.sweep(MORNING)
    colleague = office.acting_as(office.department, "department_officer", "Trịnh Thu")
    Obligation.objects.filter(pk=one.pk).update(assignee=colleague.person)
    message = said(digest_of(office.minh))
    assert "Việc thứ nhất" not in message.text
    assert "Việc thứ hai" in message.text


def test_a_letter_with_nothing_left_is_dropped(office):
    one = duty(office)
    sweep.sweep(MORNING)
    Obligation.objects.filter(pk=one.pk).update(status="done", closed_on=TODAY)
    delivery.deliver()
    assert digest_of(office.minh).state == "dropped"


def test_what_stopped_being_true_before_it_was_queued_is_dropped_with_its_marker(office):
    weekly(office.minh)
    one = duty(office, date(2026, 7, 16))
    sweep.sweep(MORNING)
    assert queued() == []
    Obligation.objects.filter(pk=one.pk).update(status="done", closed_on=TODAY)
    sweep.sweep(MORNING + timedelta(minutes=10))
    assert ReminderMarker.objects.get().dropped_at is not None


def test_a_letter_held_up_waits_for_the_window(office):
    duty(office)
    sweep.sweep(MORNING)
    with time_machine.travel(at(15, 17, 5), tick=False):
        delivery.deliver()
        letter = digest_of(office.minh)
        assert (letter.state, letter.not_before) == ("queued", at(16))
    with time_machine.travel(at(16), tick=False):
        delivery.deliver()
        assert digest_of(office.minh).state == "sent"


def test_what_a_later_letter_says_is_not_said_again_by_one_that_was_held_up(office):
    duty(office, date(2026, 7, 16), title="Gửi số liệu")
    sweep.sweep(MORNING)  # nothing is delivered that day
    with time_machine.travel(at(16), tick=False):
        sweep.sweep()
        first, second = Letter.objects.filter(kind="digest", recipient=office.minh).order_by("id")
        assert said(first) is None
        assert "Đến hạn hôm nay" in said(second).text


@pytest.mark.parametrize("state", ["failed", "dropped"])
def test_a_later_letter_that_told_nobody_overtakes_nothing(office, state):
    duty(office, date(2026, 7, 16), title="Gửi số liệu")
    sweep.sweep(MORNING)
    with time_machine.travel(at(16), tick=False):
        sweep.sweep()
        first, second = Letter.objects.filter(kind="digest", recipient=office.minh).order_by("id")
        Letter.objects.filter(pk=second.pk).update(state=state)
        assert "Gửi số liệu" in said(first).text


def test_a_weekly_reader_waits_for_monday_unless_it_is_due(office):
    weekly(office.minh)
    duty(office, date(2026, 7, 24))
    sweep.sweep(MORNING)
    sweep.sweep(at(17))
    assert queued() == []
    sweep.sweep(at(20))
    assert queued() == [("minh", "email")]
    duty(office, date(2026, 7, 21))
    sweep.sweep(at(21))
    assert queued() == [("minh", "email")] * 2


def test_a_weekly_reader_whose_monday_was_missed_hears_on_tuesday(office):
    weekly(office.minh)
    duty(office, date(2026, 7, 24))
    with time_machine.travel(MORNING, tick=False):
        sweep.sweep()
    sweep.sweep(at(21))
    assert queued() == [("minh", "email")]


def test_the_office_sets_from_which_step_on_nobody_waits(office):
    ReminderPolicy.objects.create(locality=office.locality, daily_from=-7)
    weekly(office.minh)
    duty(office, date(2026, 7, 24))
    sweep.sweep(MORNING)
    assert queued() == [("minh", "email")]


def test_who_has_no_channel_has_the_inbox(office):
    Preference.objects.create(user=office.minh, email=False)
    duty(office)
    outcome = sweep.sweep(MORNING)
    assert (outcome.markers, queued()) == (1, [])
    assert ReminderMarker.objects.get().dropped_at == MORNING


def test_an_office_without_mail_sends_none(office):
    ReminderPolicy.objects.create(locality=office.locality, email=False)
    duty(office)
    sweep.sweep(MORNING)
    assert queued() == []


def test_two_channels_two_letters_one_claim(office, settings):
    settings.WEBHOOK_URL = "https://cong.example/"
    ReminderPolicy.objects.create(locality=office.locality, webhook=True)
    Preference.objects.create(user=office.minh, webhook=True)
    duty(office, date(2026, 7, 14))
    sweep.sweep(MORNING)
    first, second = Letter.objects.filter(kind="digest", recipient=office.minh).order_by("id")
    assert (first.channel, second.channel, second.params["first"]) == ("email", "webhook", first.pk)
    assert ReminderMarker.objects.get(recipient=office.minh).letter == first
    text = said(second).text
    assert text.startswith("Phối hợp 15/07/2026: 1 việc cần chú ý, 1 việc quá hạn. Xem: http")


def test_a_digest_seen_through_one_role_is_bound_to_it(office):
    duty(office)
    sweep.sweep(MORNING)
    assert digest_of(office.minh).membership == office.minh.acting


def test_one_failing_person_hinders_nobody(office, monkeypatch, caplog):
    colleague = office.acting_as(office.department, "department_officer", "Trịnh Thu")
    colleague.email = "thu@an-binh.example"
    colleague.save()
    duty(office, assignee=None)
    real = digest.channels_for

    def broken(user):
        if user == office.minh:
            raise ValueError("Nguyễn Văn A")
        return real(user)

    monkeypatch.setattr(digest, "channels_for", broken)
    sweep.sweep(MORNING)
    assert queued() == [(colleague.username, "email")]
    assert "ValueError ở test_digest.py" in caplog.text
    assert "Nguyễn Văn A" not in caplog.text
    monkeypatch.undo()
    sweep.sweep(MORNING + timedelta(minutes=10))
    assert len(queued()) == 2
