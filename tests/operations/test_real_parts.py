"""Reminders with real workers, a real scheduler, Redis and a mail server, which are killed, restarted and refuse.

What is asked in the end is what people got: every duty told once to whom it concerns, in one letter each.
"""

import os
import re
import secrets
import sys

import pytest

from tests.notices.smtp import MailServer, free_port
from tests.operations.parts import DUTIES, PATIENCE, PEOPLE, Database, Parts, environment, until

pytestmark = [pytest.mark.xdist_group("parts"), pytest.mark.redis]
EXPECTED = {
    f"nguoi-{n}@example.org": [f"Việc {number:02}" for number in range(DUTIES) if number % PEOPLE == n]
    for n in range(PEOPLE)
}
ALL_SENT = str((DUTIES, DUTIES, DUTIES, *["sent"] * PEOPLE))


@pytest.fixture
def mail():
    server = MailServer()
    yield server
    server.stop()


def inbox(mail) -> dict[str, list[str]]:
    """Per person what the letters named; the same Message-ID counts once, as in every mail program."""
    letters = {mail["Message-ID"]: mail for mail in mail.mailbox}
    named: dict[str, list[str]] = {}
    for letter in letters.values():
        text = letter.get_body(("plain",)).get_content()
        named.setdefault(str(letter["To"]), []).extend(sorted(re.findall(r"Việc \d\d", text)))
    return dict(sorted(named.items()))


class Redis:
    """A Redis server that keeps its address when it is restarted."""

    def __init__(self, parts: Parts):
        self.parts, self.port, self.password = parts, free_port(), secrets.token_urlsafe(12)
        self.address = f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def start(self) -> None:
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--requirepass", self.password]
        self.server = self.parts.start("redis-server", *options)

    def restart(self) -> None:
        self.parts.kill(self.server)
        self.start()


@pytest.mark.postgres
def test_workers_scheduler_redis_and_mail_server_fail_one_after_the_other(mail, tmp_path):
    with Database(os.environ["DATABASE_URL"]) as database:
        settings_of_all = environment(tmp_path / "data", mail.port, DATABASE_URL=database.address)
        parts = Parts(settings_of_all, tmp_path / "log")
        redis = Redis(parts)
        parts.environment["REDIS_URL"] = redis.address
        try:
            redis.start()
            parts.manage("migrate", "--verbosity", "0")
            parts.ask("M.prepare()")
            parts.celery("beat", "--loglevel", "ERROR", "--pidfile", "")

            # The first worker dies in the middle of its sweep: duties are marked, a letter is being written.
            first = parts.worker("first", CRASH_AT="sweep-3")
            assert first.wait(timeout=PATIENCE) == 9
            assert parts.ask("M.told()") == str((DUTIES, 0, DUTIES))

            # Two others take over while the mail server is down; Redis is restarted, and one of them is killed.
            second, third = parts.worker("second"), parts.worker("third")
            until(lambda: parts.ask("M.told()") == str((DUTIES, DUTIES, DUTIES, *["queued"] * PEOPLE)), "three letters")
            redis.restart()
            parts.kill(second)

            # The mail server refuses, then accepts.
            mail.answer = "451 try later"
            mail.start()
            until(lambda: mail.connections > 0, "a worker that speaks to the mail server")
            mail.answer = "250 OK"
            parts.ask("M.an_hour_passes()")
            until(lambda: parts.ask("M.told()") == ALL_SENT, "all letters sent")
            assert third.poll() is None
        finally:
            parts.end_all()
    assert inbox(mail) == EXPECTED
    assert len(mail.mailbox) == PEOPLE


def test_the_embedded_server_is_killed_in_its_sweep_and_started_again(mail, tmp_path):
    mail.start()
    port = str(free_port())
    parts = Parts(environment(tmp_path / "data", mail.port, PORT=port), tmp_path / "log")
    try:
        parts.manage("migrate", "--verbosity", "0")
        parts.ask("M.prepare()")
        dying = parts.start(sys.executable, "manage.py", "serve", CRASH_AT="sweep-2")
        until(lambda: parts.ask("M.told()") != "(0, 0, 0)", "a first duty marked")
        parts.kill(dying)
        marked = int(parts.ask("M.told()[0]"))
        assert 0 < marked < DUTIES
        parts.start(sys.executable, "manage.py", "serve")
        until(lambda: parts.ask("M.told()") == ALL_SENT, "all letters sent")
    finally:
        parts.end_all()
    assert inbox(mail) == EXPECTED
    assert len(mail.mailbox) == PEOPLE
