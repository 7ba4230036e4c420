from datetime import UTC, datetime

import pytest
import time_machine

from coordination.lib import crashpoints
from coordination.notices import letters
from coordination.notices.letters import Message
from tests.notices.gateway import Gateway
from tests.notices.smtp import MailServer

NOW = datetime(2026, 7, 15, 3, 0, tzinfo=UTC)
"""Ten o'clock on a Wednesday, at home."""


class Killed(BaseException):
    """What a crash point does in a test: nothing in the program may catch it."""


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    """Letters for tests: one that says its parameter, one that has nothing to say any more, one that is broken."""
    monkeypatch.setattr(letters, "_composers", dict(letters._composers))

    def broken(letter):
        raise LookupError("Nguyễn Thị Lan")

    letters.compose_with("plain", lambda letter: Message("Thư nhắc", letter.params.get("text", "Có việc đến hạn.")))
    letters.compose_with("over", lambda letter: None)
    letters.compose_with("broken", broken)


@pytest.fixture
def smtp(settings):
    """The mail server, up, and the program set to use it."""
    server = MailServer()
    _use(settings, server)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def locked_smtp(settings):
    """A mail server that accepts no password."""
    from aiosmtpd.smtp import AuthResult

    server = MailServer(authenticator=lambda *_: AuthResult(success=False, handled=False))
    _use(settings, server)
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "phoihop", "sai"
    server.start()
    yield server
    server.stop()


def _use(settings, server):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_TIMEOUT = 5
    settings.DEFAULT_FROM_EMAIL = "phoihop@anbinh.gov.vn"


@pytest.fixture
def gateway(settings, monkeypatch):
    """The gateway, up, and the program set to use it."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with Gateway() as server:
        settings.WEBHOOK_URL, settings.WEBHOOK_SECRET = server.url, "bi-mat"
        yield server


@pytest.fixture
def crash_at(monkeypatch):
    """Arm a crash point; calling it with nothing disarms."""

    def die():
        raise Killed

    monkeypatch.setattr(crashpoints, "die", die)
    return lambda point="": monkeypatch.setattr(crashpoints, "armed", point)
