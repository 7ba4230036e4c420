"""Claims, leases, what is dropped, what is given up; two senders at once."""

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.utils import timezone

from coordination.notices import delivery, letters, tasks
from coordination.notices.choices import LetterState
from coordination.notices.letters import Later, Message
from coordination.notices.models import Letter
from tests.notices.conftest import NOW
from tests.notices.factories import LetterFactory, ReaderFactory
from tests.notices.smtp import free_port
from tests.people.factories import MembershipFactory

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


def state_of(letter):
    letter.refresh_from_db()
    return letter.state, letter.error


def test_a_letter_is_sent_and_recorded(clock):
    letter = LetterFactory(params={"text": "Việc đến hạn 20/07/2026."})
    assert delivery.deliver().counts == {"sent": 1}
    letter.refresh_from_db()
    assert (letter.state, letter.sent_at, letter.subject, letter.attempts) == ("sent", NOW, "Thư nhắc", 1)
    assert (letter.lease_until, letter.error, letter.is_doubtful) == (None, "", False)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject, sent.body) == ([letter.recipient.email], "Thư nhắc", "Việc đến hạn 20/07/2026.")


def test_a_sent_letter_is_not_sent_again(clock):
    LetterFactory()
    assert [delivery.deliver().counts, delivery.deliver().counts] == [{"sent": 1}, {}]
    assert len(mail.outbox) == 1


def test_oldest_first_and_none_before_its_time(clock):
    LetterFactory(key="new", params={"text": "mới"})
    LetterFactory(key="old", params={"text": "cũ"}, not_before=NOW - HOUR)
    LetterFactory(key="later", not_before=NOW + SECOND)
    delivery.deliver()
    assert [sent.body for sent in mail.outbox] == ["cũ", "mới"]
    clock.shift(SECOND)
    assert delivery.deliver().counts == {"sent": 1}


def test_nothing_true_any_more_is_nothing_sent(clock):
    letter = LetterFactory(kind="over")
    assert delivery.deliver().counts == {"dropped": 1}
    assert state_of(letter) == ("dropped", "Không còn điều gì phải nhắc.")
    assert mail.outbox == []


def test_it_says_what_holds_when_it_is_sent(clock):
    LetterFactory()
    letters.compose_with("plain", lambda letter: Message("Thư nhắc", "Bây giờ khác rồi."))
    delivery.deliver()
    assert [sent.body for sent in mail.outbox] == ["Bây giờ khác rồi."]


def test_who_is_locked_out_or_has_no_address_gets_none(clock):
    locked = LetterFactory(recipient__is_active=False)
    nowhere = LetterFactory(recipient__email="")
    assert delivery.deliver().counts == {"dropped": 2}
    assert state_of(locked) == ("dropped", "Tài khoản đã khóa.")
    assert state_of(nowhere) == ("dropped", "Người này chưa có địa chỉ thư điện tử.")


def test_it_is_composed_for_the_role_it_was_written_to(cast, clock):
    second = MembershipFactory(user=cast.lan, body=cast.front, role="front_clerk")
    cast.lan.email = "lan@anbinh.gov.vn"
    cast.lan.save()
    seen = []
    letters.compose_with("plain", lambda letter: seen.append(letter.recipient.acting))
    LetterFactory(recipient=cast.lan, membership=second)
    LetterFactory(recipient=cast.lan)
    delivery.deliver()
    assert seen == [second, cast.lan.acting]


def test_a_role_that_has_ended_gets_none(cast, clock):
    membership = MembershipFactory(user=ReaderFactory(), body=cast.office, valid_to="2026-07-14")
    letter = LetterFactory(recipient=membership.user, membership=membership)
    delivery.deliver()
    assert state_of(letter) == ("dropped", "Người này không còn giữ vai ấy.")


def test_a_broken_composer_costs_its_own_letter(clock, caplog):
    broken, unknown, good = LetterFactory(kind="broken"), LetterFactory(kind="khong-co"), LetterFactory()
    assert delivery.deliver().counts == {"failed": 2, "sent": 1}
    words = f"Chương trình gặp lỗi khi viết thư này (LookupError). Báo quản trị viên: thư số {broken.pk}."
    assert state_of(broken) == ("failed", words)
    assert state_of(unknown) == ("failed", "Chương trình không còn biết viết thư loại “khong-co”.")
    assert state_of(good) == ("sent", "")
    assert f"letter {broken.pk}: its composer failed, LookupError ở conftest.py" in caplog.text
    assert "Nguyễn Thị Lan" not in caplog.text  # what the exception says


def test_a_busy_database_is_not_the_letters_fault(clock):
    def busy(letter):
        raise OperationalError("database is locked")

    letters.compose_with("plain", busy)
    letter = LetterFactory()
    delivery.deliver()
    assert state_of(letter) == ("queued", "Cơ sở dữ liệu không trả lời khi viết thư.")


@pytest.mark.parametrize(("until", "held"), [(NOW + 14 * HOUR, NOW + 14 * HOUR), (NOW, NOW + 60 * SECOND)])
def test_a_letter_waits_while_its_office_does_not_send(clock, until, held):
    def closed(letter):
        raise Later(until)

    letters.compose_with("plain", closed)
    letter = LetterFactory()
    assert delivery.deliver().counts == {"queued": 1}
    letter.refresh_from_db()
    assert (letter.state, letter.not_before, letter.error, mail.outbox) == ("queued", held, "", [])


def test_a_letter_in_work_is_left_alone_until_its_lease_ends(clock):
    letter = LetterFactory(state="sending", attempts=1, lease_until=NOW + HOUR)
    assert delivery.deliver().counts == {}
    clock.shift(HOUR)
    assert delivery.deliver().counts == {}
    clock.shift(SECOND)
    assert delivery.deliver().counts == {"sent": 1}
    letter.refresh_from_db()
    assert (letter.attempts, letter.is_doubtful) == (2, False)


def test_a_sender_that_fell_silent_at_the_door_leaves_a_doubt(clock):
    letter = LetterFactory(state="sending", attempts=1, lease_until=NOW - SECOND, subject="Thư nhắc")
    delivery.deliver()
    letter.refresh_from_db()
    assert (letter.state, letter.is_doubtful) == ("sent", True)


def test_a_late_sender_hands_nothing_over(clock, caplog):
    def overtaken(letter):
        Letter.objects.filter(pk=letter.pk).update(attempts=7)
        return Message("Thư nhắc", "A")

    letters.compose_with("plain", overtaken)
    letter = LetterFactory()
    assert delivery.deliver().counts == {}
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, mail.outbox) == ("sending", 7, [])
    assert f"letter {letter.pk}: lease lost" in caplog.text


def test_a_pass_ends_in_time_and_leaves_the_rest(clock):
    LetterFactory.create_batch(3)
    assert delivery.deliver(patience=0).counts == {}
    assert delivery.deliver().counts == {"sent": 3}


@pytest.mark.parametrize(("attempts", "minutes"), [(0, 1), (1, 5), (2, 15), (3, 60), (4, 60), (26, 60)])
def test_a_refused_letter_waits_longer_each_time(smtp, clock, attempts, minutes):
    letter = LetterFactory(attempts=attempts)
    smtp.refused[letter.recipient.email] = "451 4.7.1 Greylisted"
    assert delivery.deliver().counts == {"queued": 1}
    assert state_of(letter) == ("queued", "Máy chủ thư không nhận địa chỉ của người này (451): 4.7.1 Greylisted.")
    assert (letter.not_before, letter.lease_until) == (NOW + timedelta(minutes=minutes), None)


def test_a_letter_refused_for_a_day_is_given_up(smtp, clock):
    letter = LetterFactory(not_before=NOW)
    smtp.refused[letter.recipient.email] = "451 4.7.1 Greylisted"
    while letter.state == "queued":
        clock.move_to(letter.not_before)
        delivery.deliver()
        letter.refresh_from_db()
    assert (letter.state, letter.attempts) == ("failed", 28)
    assert timezone.now() - NOW == timedelta(days=1, minutes=21)


def test_the_task_is_the_pass(clock):
    LetterFactory()
    tasks.deliver()
    assert len(mail.outbox) == 1


def test_the_timetable_rings_every_minute(settings):
    row = settings.CELERY_BEAT_SCHEDULE["deliver-letters"]
    assert (row["task"], row["schedule"]) == (tasks.deliver.name, 60.0)


def test_the_command_does_the_same_and_counts(clock, capsys):
    LetterFactory.create_batch(2)
    LetterFactory(kind="over")
    LetterFactory(kind="broken")
    call_command("deliver_letters")
    assert capsys.readouterr().out == "Thư: đã gửi 2, hẹn gửi lại 0, không gửi được 1, thôi gửi 1.\n"


def test_the_command_says_that_the_server_is_away(clock, settings, capsys):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    LetterFactory()
    with pytest.raises(CommandError, match="Thư điện tử: Không nối được máy chủ thư"):
        call_command("deliver_letters")
    assert capsys.readouterr().out == "Thư: đã gửi 0, hẹn gửi lại 0, không gửi được 0, thôi gửi 0.\n"


@pytest.mark.django_db(transaction=True)
def test_senders_at_once_share_the_letters(smtp):
    sent = LetterFactory.create_batch(20)
    outcomes, start = [], threading.Barrier(3)

    def send():
        start.wait()
        try:
            outcomes.append(delivery.deliver().counts[LetterState.SENT])
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(smtp.received()) == sorted(letter.recipient.email for letter in sent)
    assert sum(outcomes) == 20
    assert set(Letter.objects.values_list("state", "attempts", "is_doubtful")) == {("sent", 1, False)}
