"""The gateway: signed, one address only, tried again as long as there is sense in it."""

import hashlib
import hmac
import json
import os
import subprocess
import sys

import pytest

from coordination.notices import channels, delivery
from coordination.notices.models import Letter
from tests.notices.conftest import NOW
from tests.notices.factories import LetterFactory, ReaderFactory
from tests.notices.smtp import free_port

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(clock):
    return clock


@pytest.fixture
def letter():
    return LetterFactory(channel="webhook", params={"text": "Có 2 việc đến hạn."}, created_at=NOW)


def left(letter):
    letter.refresh_from_db()
    return letter.state, letter.error, letter.is_doubtful


def test_what_is_posted(gateway, letter):
    assert delivery.deliver().counts == {"sent": 1}
    ((headers, body),) = gateway.posts
    assert json.loads(body) == {
        "id": f"letter-{letter.pk}-{int(NOW.timestamp())}@localhost",
        "to": letter.recipient.username,
        "text": "Có 2 việc đến hạn.",
    }
    assert (gateway.paths, headers["Content-Type"]) == (["/phoihop"], "application/json; charset=utf-8")
    stamp = str(int(NOW.timestamp()))
    proof = hmac.new(b"bi-mat", f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    assert headers["X-Phoihop-Timestamp"] == stamp
    assert headers["X-Phoihop-Signature"] == f"sha256={proof}"


def test_nobody_needs_an_email_address_for_it(gateway):
    LetterFactory(channel="webhook", recipient__email="")
    assert delivery.deliver().counts == {"sent": 1}


@pytest.mark.parametrize(
    ("status", "state", "error"),
    [
        (202, "sent", ""),
        (302, "failed", "Cổng tin nhắn chuyển sang địa chỉ khác (302); không theo."),
        (307, "failed", "Cổng tin nhắn chuyển sang địa chỉ khác (307); không theo."),
        (404, "failed", "Cổng tin nhắn không nhận tin này (404)."),
        (408, "queued", "Cổng tin nhắn báo lỗi (408)."),
        (429, "queued", "Cổng tin nhắn đang bận hoặc ngừng (429)."),
        (500, "queued", "Cổng tin nhắn báo lỗi (500)."),
        (503, "queued", "Cổng tin nhắn đang bận hoặc ngừng (503)."),
    ],
)
def test_what_an_answer_means(gateway, letter, status, state, error):
    gateway.status = status
    delivery.deliver()
    assert left(letter) == (state, error, False)
    assert gateway.paths == ["/phoihop"]  # and nowhere else


@pytest.mark.parametrize(("status", "tried"), [(500, 3), (503, 1)])
def test_a_gateway_that_is_down_is_asked_once(gateway, status, tried):
    LetterFactory.create_batch(3, channel="webhook")
    gateway.status = status
    delivery.deliver()
    assert len(gateway.posts) == tried


def test_a_gateway_that_is_gone(gateway, letter, settings):
    settings.WEBHOOK_URL = f"http://127.0.0.1:{free_port()}/"
    outcome = delivery.deliver()
    assert outcome.troubles["webhook"].startswith("Không nối được cổng tin nhắn (")
    assert left(letter) == ("queued", outcome.troubles["webhook"], False)


def test_a_gateway_that_hangs_up_without_an_answer(gateway, letter):
    gateway.silent = True
    outcome = delivery.deliver()
    assert outcome.troubles["webhook"].startswith("Cổng tin nhắn không trả lời (")
    assert left(letter) == ("queued", outcome.troubles["webhook"], True)


def test_a_gateway_in_trouble_does_not_stop_the_mail(gateway, smtp, letter):
    gateway.status = 503
    LetterFactory()
    assert delivery.deliver().counts == {"sent": 1}
    assert len(smtp.mailbox) == 1


def test_a_gateway_that_was_taken_away(letter, settings):
    settings.WEBHOOK_URL = ""
    delivery.deliver()
    assert left(letter) == ("failed", "Cổng tin nhắn không còn được cài đặt.", False)


@pytest.mark.parametrize(
    ("email", "webhook", "address", "url", "found"),
    [
        (True, False, "a@b.vn", "", ["email"]),
        (True, True, "a@b.vn", "http://gateway/", ["email", "webhook"]),
        (True, True, "", "http://gateway/", ["webhook"]),
        (True, True, "a@b.vn", "", ["email"]),
        (False, False, "a@b.vn", "http://gateway/", []),
    ],
)
def test_the_channels_of_a_person(settings, email, webhook, address, url, found):
    settings.WEBHOOK_URL = url
    user = ReaderFactory(email=address)
    preference = channels.preference_of(user)
    preference.email, preference.webhook = email, webhook
    preference.save()
    assert channels.channels_for(user) == found


def test_without_a_choice_the_defaults_hold(settings):
    settings.WEBHOOK_URL = "http://gateway/"
    assert channels.channels_for(ReaderFactory()) == ["email"]
    assert Letter.objects.count() == 0


@pytest.mark.parametrize(
    "given", [{"WEBHOOK_URL": "https://a.vn/"}, {"WEBHOOK_URL": "ftp://a.vn/", "WEBHOOK_SECRET": "x"}]
)
def test_a_gateway_without_secret_or_http_stops_the_start(given, tmp_path):
    environment = os.environ | {"ENV_FILE": os.devnull, "DATA_DIR": str(tmp_path)} | given
    done = subprocess.run(
        [sys.executable, "-c", "import coordination.settings"], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith(
        "WEBHOOK_URL phải bắt đầu bằng https:// hoặc http:// và cần có WEBHOOK_SECRET."
    )
