"""E-mail through a real server that refuses, dies or sleeps: nobody else is affected, nothing is lost or doubled."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest

from coordination.notices import channels, delivery, letters
from coordination.notices.letters import Message
from coordination.notices.models import Letter
from tests.notices.conftest import NOW
from tests.notices.factories import LetterFactory
from tests.notices.smtp import free_port

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def three():
    """Three letters, to be sent in this order."""
    return [
        LetterFactory(recipient__email=f"{name}@anbinh.gov.vn", not_before=NOW + timedelta(seconds=n))
        for n, name in enumerate(("mot", "hai", "ba"))
    ]


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW + MINUTE)
    return clock


def states():
    return list(Letter.objects.order_by("id").values_list("state", "attempts", "is_doubtful"))


def errors():
    return list(Letter.objects.order_by("id").values_list("error", flat=True))


def test_all_arrive_over_one_connection(smtp, three):
    assert delivery.deliver().counts == {"sent": 3}
    assert smtp.received() == ["mot@anbinh.gov.vn", "hai@anbinh.gov.vn", "ba@anbinh.gov.vn"]
    assert smtp.connections == 1
    assert states() == [("sent", 1, False)] * 3


def test_what_the_receiver_reads(smtp):
    letters.compose_with(
        "plain", lambda letter: Message("Việc\nđến hạn", "Ông/bà có 2 việc.", "<p>Ông/bà có 2 việc.</p>")
    )
    letter = LetterFactory(created_at=NOW)
    delivery.deliver()
    (mail,) = smtp.mailbox
    assert (mail["Subject"], mail["From"], mail["To"]) == (
        "Việc đến hạn",
        "phoihop@anbinh.gov.vn",
        letter.recipient.email,
    )
    assert (mail["Auto-Submitted"], mail["Message-ID"]) == (
        "auto-generated",
        f"<letter-{letter.pk}-{int(NOW.timestamp())}@anbinh.gov.vn>",
    )
    assert mail.get_body(("plain",)).get_content().strip() == "Ông/bà có 2 việc."
    assert mail.get_body(("html",)).get_content().strip() == "<p>Ông/bà có 2 việc.</p>"


def test_nothing_waiting_opens_no_connection(smtp):
    assert delivery.deliver().troubles == {}
    assert smtp.connections == 0


def test_one_recipient_refused_for_good(smtp, three):
    smtp.refused["hai@anbinh.gov.vn"] = "550 5.1.1 No such user"
    assert delivery.deliver().counts == {"sent": 2, "failed": 1}
    assert smtp.received() == ["mot@anbinh.gov.vn", "ba@anbinh.gov.vn"]
    assert states() == [("sent", 1, False), ("failed", 1, False), ("sent", 1, False)]
    assert errors()[1] == "Máy chủ thư không nhận địa chỉ của người này (550): 5.1.1 No such user."


@pytest.mark.parametrize(
    ("reply", "kept"),
    [
        ("<hai@anbinh.gov.vn>: Recipient address rejected", "(địa chỉ): Recipient address rejected"),
        ("Mailbox hai@anbinh.gov.vn is full.", "Mailbox (địa chỉ) is full"),
        ('"Nguyễn Hai"@anbinh.gov.vn, hai@localhost unknown', "(địa chỉ), (địa chỉ) unknown"),
        ("to=<Hai.Lê+1@xã.vn> @ 10:00", "to=(địa chỉ) @ 10:00"),
    ],
)
def test_the_servers_words_keep_no_address(reply, kept):
    assert channels._said(reply.encode()) == f": {kept}"


def test_one_recipient_refused_for_now(smtp, three, now):
    smtp.refused["hai@anbinh.gov.vn"] = "451 4.7.1 Try again later"
    assert delivery.deliver().counts == {"sent": 2, "queued": 1}
    assert delivery.deliver().counts == {}
    smtp.refused.clear()
    now.shift(MINUTE)
    assert delivery.deliver().counts == {"sent": 1}
    assert smtp.received() == ["mot@anbinh.gov.vn", "ba@anbinh.gov.vn", "hai@anbinh.gov.vn"]
    assert states() == [("sent", 1, False), ("sent", 2, False), ("sent", 1, False)]
    assert errors() == ["", "", ""]


@pytest.mark.parametrize(("answer", "state"), [("554 5.7.1 Spam", "failed"), ("452 4.3.1 Mailbox full", "queued")])
def test_a_text_refused(smtp, answer, state):
    smtp.answer = answer
    LetterFactory()
    assert delivery.deliver().counts == {state: 1}
    assert states() == [(state, 1, False)]
    assert errors() == [f"Máy chủ thư không nhận thư này ({answer[:3]}): {answer[4:]}."]


def test_a_server_that_is_down_costs_no_letter_anything(settings, three):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    outcome = delivery.deliver()
    assert outcome.counts == {}
    assert outcome.troubles["email"].startswith("Không nối được máy chủ thư (")
    assert states() == [("queued", 0, False)] * 3


def test_and_after_days_everything_is_still_there(smtp, settings, three, now):
    settings.EMAIL_PORT = free_port()
    for _ in range(40):
        now.shift(timedelta(hours=2))
        delivery.deliver()
    settings.EMAIL_PORT = smtp.port
    assert delivery.deliver().counts == {"sent": 3}
    assert smtp.received() == ["mot@anbinh.gov.vn", "hai@anbinh.gov.vn", "ba@anbinh.gov.vn"]


def test_a_wrong_password_costs_no_letter_anything(locked_smtp, three):
    outcome = delivery.deliver()
    assert outcome.counts == {}
    assert outcome.troubles == {"email": "Máy chủ thư không nhận tên đăng nhập hoặc mật khẩu đã đặt."}
    assert states() == [("queued", 0, False)] * 3


@pytest.mark.parametrize("answer", ["550 5.7.1 Sender rejected", "451 4.3.0 Out of disk", "530 Authenticate first"])
def test_a_refused_sender_ends_the_pass(smtp, three, answer):
    smtp.sender_answer = answer
    outcome = delivery.deliver()
    assert outcome.troubles["email"].startswith(f"Máy chủ thư từ chối gửi thay phoihop@anbinh.gov.vn ({answer[:3]})")
    assert states() == [("queued", 1, False), ("queued", 0, False), ("queued", 0, False)]


def test_a_refused_sender_gives_up_no_letter(smtp, three, now):
    smtp.sender_answer = "550 5.7.1 Sender rejected"
    for _ in range(100):
        now.shift(timedelta(hours=2))
        delivery.deliver()
    smtp.sender_answer = "250 OK"
    now.shift(timedelta(hours=2))
    assert delivery.deliver().counts == {"sent": 3}


def test_a_server_that_closes_ends_the_pass(smtp, three):
    smtp.refused["mot@anbinh.gov.vn"] = "421 4.3.2 Closing"
    assert list(delivery.deliver().troubles) == ["email"]
    assert states() == [("queued", 1, False), ("queued", 0, False), ("queued", 0, False)]


def test_a_server_that_does_not_answer_in_time_ends_the_pass(smtp, settings, three):
    settings.EMAIL_TIMEOUT = 0.3
    smtp.silent = True
    assert delivery.deliver().troubles["email"].startswith("Mất kết nối với máy chủ thư (")
    assert states() == [("queued", 1, True), ("queued", 0, False), ("queued", 0, False)]


def test_one_that_sleeps_from_the_start_costs_no_letter_anything(settings, three):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as mute:  # the kernel accepts, nobody speaks
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", mute.getsockname()[1], 0.3
        assert list(delivery.deliver().troubles) == ["email"]
    assert states() == [("queued", 0, False)] * 3


@pytest.mark.parametrize(("dies", "copies"), [("before", 1), ("after", 2)])
def test_a_server_that_dies_with_the_letter_in_its_hands(smtp, three, now, dies, copies):
    """Whether it kept the letter cannot be known: it is sent again, recognisable, and marked."""
    smtp.dies = dies
    assert list(delivery.deliver().troubles) == ["email"]
    assert states() == [("queued", 1, True), ("queued", 0, False), ("queued", 0, False)]
    smtp.dies = ""
    assert delivery.deliver().counts == {"sent": 2}  # the others do not wait for it
    now.shift(MINUTE)
    assert delivery.deliver().counts == {"sent": 1}
    assert states() == [("sent", 2, True), ("sent", 1, False), ("sent", 1, False)]
    assert sorted(smtp.received()) == sorted(["hai@anbinh.gov.vn", "ba@anbinh.gov.vn", *["mot@anbinh.gov.vn"] * copies])
    assert len({mail["Message-ID"] for mail in smtp.mailbox}) == 3


@pytest.mark.parametrize("address", ["không dấu@@", "a\nb@anbinh.gov.vn"])
def test_an_address_that_is_none(smtp, address):
    LetterFactory(recipient__email=address)
    good = LetterFactory()
    assert delivery.deliver().counts == {"failed": 1, "sent": 1}
    assert smtp.received() == [good.recipient.email]


def test_without_a_host_the_message_names_this_machine(settings):
    settings.DEFAULT_FROM_EMAIL = "phoihop"
    letter = LetterFactory(created_at=NOW)
    assert channels.message_id(letter) == f"<letter-{letter.pk}-{int(NOW.timestamp())}@localhost>"


def test_without_a_mail_server_letters_become_files_of_the_installation(tmp_path):
    program = "from coordination import settings; print(settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH)"
    environment = os.environ | {"ENV_FILE": os.devnull, "DATA_DIR": str(tmp_path)}
    environment.pop("EMAIL_URL", None)
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert done.stdout == f"django.core.mail.backends.filebased.EmailBackend {tmp_path}/mail\n"
