"""The outbox takes each letter once, with its caller's transaction, and nobody has to hear the bell."""

import threading

import pytest
from django.db import connection, transaction
from django.template import Context, Template
from kombu.exceptions import OperationalError

from coordination.audit.models import Event
from coordination.notices import letters, tasks
from coordination.notices.choices import Channel
from coordination.notices.letters import Message, UnknownKind
from coordination.notices.models import Letter
from tests.notices.conftest import NOW
from tests.notices.factories import LetterFactory, ReaderFactory
from tests.people.factories import BodyFactory, MembershipFactory


@pytest.fixture
def rung(monkeypatch):
    """How each bell was rung."""
    bells = []
    monkeypatch.setattr(tasks.deliver, "apply_async", lambda **options: bells.append(options))
    return bells


def test_what_a_letter_holds(cast, clock):
    letter = letters.queue("plain", to=cast.lan, key="a", params={"n": 1}, membership=cast.lan.acting)
    assert (letter.kind, letter.recipient, letter.membership, letter.params) == (
        "plain",
        cast.lan,
        cast.lan.acting,
        {"n": 1},
    )
    assert (letter.channel, letter.state, letter.attempts, letter.not_before) == ("email", "queued", 0, NOW)


def test_the_same_key_is_the_same_letter(cast):
    first = letters.queue("plain", to=cast.lan, key="a", params={"n": 1})
    assert letters.queue("plain", to=cast.tu, key="a", params={"n": 2}) == first
    assert letters.queue("plain", to=cast.lan, key="b") != first
    assert Letter.objects.filter(key="a").get().params == {"n": 1}


def test_a_key_that_does_not_fit_is_a_mistake_of_the_program(cast):
    with pytest.raises(ValueError, match="120"):
        letters.queue("plain", to=cast.lan, key="a" * 121)


def test_the_bell_rings_after_the_commit(cast, rung, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        letters.queue("plain", to=cast.lan, key="a")
        assert rung == []
    assert rung == [{"expires": 60}]


def test_nobody_is_rung_for_a_later_letter_or_a_sent_one(cast, rung, clock, django_capture_on_commit_callbacks):
    LetterFactory(recipient=cast.lan, key="b", state="sent")
    with django_capture_on_commit_callbacks(execute=True):
        letters.queue("plain", to=cast.lan, key="a", not_before=NOW.replace(hour=4))
        letters.queue("plain", to=cast.lan, key="b")
    assert rung == []


def test_who_queues_many_rings_once_by_themselves(cast, rung, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        letters.queue("plain", to=cast.lan, key="a", quiet=True)
    assert rung == []


def test_a_silent_broker_does_not_stop_the_caller(cast, monkeypatch, django_capture_on_commit_callbacks, caplog):
    def unreachable(**options):
        raise OperationalError("no route")

    monkeypatch.setattr(tasks.deliver, "apply_async", unreachable)
    with django_capture_on_commit_callbacks(execute=True):
        letters.queue("plain", to=cast.lan, key="a")
    assert Letter.objects.get().state == "queued"
    assert "broker does not answer" in caplog.text


def test_what_is_rolled_back_is_no_letter(cast):
    with transaction.atomic():
        letters.queue("plain", to=cast.lan, key="a")
        transaction.set_rollback(True)
    assert Letter.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_callers_at_once_get_one_letter(rung):
    user, found, start = ReaderFactory(), [], threading.Barrier(4)

    def ask():
        start.wait()
        try:
            with transaction.atomic():
                found.append(letters.queue("plain", to=user, key="a").pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [Letter.objects.get().pk] * 4


def test_kinds_have_composers(db):
    letters.compose_with("mine", lambda letter: Message("A", "B"))
    assert letters.composer_of("mine")(None) == Message("A", "B")
    with pytest.raises(UnknownKind):
        letters.composer_of("khong-co")


@pytest.mark.parametrize("state", ["failed", "dropped", "queued"])
def test_an_administrator_sends_it_after_all(cast, clock, rung, django_capture_on_commit_callbacks, state):
    letter = LetterFactory(state=state, attempts=28, error="Máy chủ thư không nhận", not_before=NOW.replace(hour=9))
    with django_capture_on_commit_callbacks(execute=True):
        assert letters.retry(letter, by=cast.admin) is True
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.error, letter.not_before) == ("queued", 0, "", NOW)
    assert rung == [{"expires": 60}]
    event = Event.objects.get()
    assert (event.actor, event.subject_label, event.note) == (cast.admin, f"Thư số {letter.pk}", "Gửi lại thư")


@pytest.mark.parametrize("state", ["sent", "sending"])
def test_a_letter_that_is_out_is_not_sent_again(cast, clock, state):
    letter = LetterFactory(state=state, lease_until=NOW)
    assert letters.retry(letter, by=cast.admin) is False
    assert (Letter.objects.get().state, Event.objects.count()) == (state, 0)


@pytest.mark.parametrize("site", ["https://phoihop.anbinh.gov.vn", "https://phoihop.anbinh.gov.vn/"])
def test_links_lead_to_the_site(settings, site):
    settings.SITE_URL = site
    assert letters.absolute("/viec/") == "https://phoihop.anbinh.gov.vn/viec/"
    assert letters.absolute("https://vbpl.vn/") == "https://vbpl.vn/"


def test_the_frame_of_a_letter(cast, settings):
    settings.SITE_URL = "https://phoihop.anbinh.gov.vn"
    letter = LetterFactory(recipient=cast.lan, membership=cast.lan.acting, kind="test")
    message = letters.composer_of("test")(letter)
    assert message.subject == "Thư thử từ chương trình Phối hợp"
    assert message.text == (
        "Kính gửi ông/bà Nguyễn Thị Lan,\n\n"
        "Đây là thư thử mà ông/bà vừa yêu cầu. Nhận được thư này nghĩa là thư nhắc hạn cũng tới được địa chỉ này.\n\n"
        "--\n"
        "Văn phòng HĐND tỉnh, Tỉnh An Bình\n"
        "Thư do chương trình Phối hợp gửi tự động, không cần trả lời.\n"
        "Mở chương trình: https://phoihop.anbinh.gov.vn/\n"
        "Đổi cách nhận nhắc: https://phoihop.anbinh.gov.vn/thong-bao/cach-nhan/\n"
    )
    assert '<a href="https://phoihop.anbinh.gov.vn/">Mở chương trình</a>' in message.html


def test_text_is_not_escaped_and_html_is(cast):
    cast.lan.person.name = "Lan <A & B>"
    message = letters.composer_of("test")(LetterFactory(recipient=cast.lan))
    assert "ông/bà Lan <A & B>," in message.text
    assert "ông/bà Lan &lt;A &amp; B&gt;," in message.html


def test_escaping_reaches_the_letters_that_extend_the_frame(cast):
    source = '{% extends "notices/letter.txt" %}{% block body %}{{ title }}{% endblock %}'
    text = Template(source).render(Context({"title": "A & B"}))
    assert "A & B" in text


def test_in_whose_name(cast):
    assert letters.office_of(LetterFactory(recipient=cast.lan)) == "Tỉnh An Bình"
    assert letters.office_of(LetterFactory()) == "Phối hợp"
    front = MembershipFactory(user=cast.lan, body=BodyFactory(locality=cast.locality, name="Mặt trận tỉnh An Bình"))
    assert letters.office_of(LetterFactory(recipient=cast.lan, membership=front)) == "Mặt trận tỉnh An Bình"
    assert letters.office_of(Letter(recipient=cast.lan, channel=Channel.EMAIL)) == "Tỉnh An Bình"
