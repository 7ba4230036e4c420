"""Programs started for real: a database of their own, workers, scheduler, Redis; none outlives its test."""

import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from django.conf import settings

PATIENCE = 240
"""Seconds after which what was expected will not come."""
DUTIES, PEOPLE = 12, 3


def until(is_true, what: str, seconds: float = PATIENCE) -> None:
    """Wait for something that other programs do."""
    end, pause = time.monotonic() + seconds, threading.Event()
    while not is_true():
        assert time.monotonic() < end, f"never came: {what}"
        pause.wait(0.1)


class Parts:
    """Starts programs with one environment and ends what is left of them, by their ids."""

    def __init__(self, environment: dict[str, str], log: Path):
        self.environment, self.log = environment, log
        self.started: list[subprocess.Popen] = []

    def start(self, *command: str, **more: str) -> subprocess.Popen:
        with self.log.open("ab") as log:
            program = subprocess.Popen(
                command,
                cwd=settings.BASE_DIR,
                env=self.environment | more,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.started.append(program)
        return program

    def celery(self, *arguments: str, **more: str) -> subprocess.Popen:
        return self.start(sys.executable, "-m", "celery", "-A", "coordination", "--quiet", *arguments, **more)

    def worker(self, name: str, **more: str) -> subprocess.Popen:
        """One process, so that what ends it ends it as a whole."""
        return self.celery("worker", "--pool", "solo", "-n", f"{name}@test", "--loglevel", "ERROR", **more)

    def manage(self, *arguments: str) -> str:
        """Run a command to its end; what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def ask(self, expression: str) -> str:
        """The value of an expression over `M`, the models of the ledger and the outbox."""
        return self.manage(
            "shell", "--no-imports", "-c", f"from tests.operations import parts as M; print({expression})"
        )

    def kill(self, program: subprocess.Popen) -> None:
        """`kill -9`, and everything below it."""
        os.killpg(program.pid, signal.SIGKILL)
        program.wait(PATIENCE)

    def end_all(self) -> None:
        for program in self.started:
            if program.poll() is None:
                self.kill(program)


def environment(data: Path, mail_port: int, **more: str) -> dict[str, str]:
    """A fresh installation that sends to a mail server of ours and looks every second."""
    ours = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE")
    rest = {name: value for name, value in os.environ.items() if name not in ours}
    return (
        rest
        | {
            "DATA_DIR": str(data),
            "ENV_FILE": os.devnull,
            "LOAD_DEMO": "false",
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            "REMINDER_INTERVAL": "1",
            "DELIVERY_INTERVAL": "1",
            "CELERY_SKIP_CHECKS": "1",
        }
        | more
    )


class Database:
    """An empty PostgreSQL database beside the one of the tests."""

    def __init__(self, address: str):
        self.name = f"parts_{secrets.token_hex(4)}"
        self.server = address
        self.address = urlunsplit(urlsplit(address)._replace(path=f"/{self.name}"))

    def __enter__(self):
        self._say(f"CREATE DATABASE {self.name}")
        return self

    def __exit__(self, *_):
        self._say(f"DROP DATABASE {self.name} WITH (FORCE)")

    def _say(self, words: str) -> None:
        connection = psycopg2.connect(self.server)
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(words)
        connection.close()


def prepare() -> None:
    """One office that sends at every hour, three people, twelve duties due today; called in the installation."""
    from django.utils import timezone

    from coordination.audit.actors import System
    from coordination.deadlines.models import Obligation, ReminderPolicy
    from coordination.workflow import door
    from tests.people.factories import BodyFactory, LocalityFactory, MembershipFactory, PersonFactory, UserFactory

    today = timezone.localdate()
    place = LocalityFactory()
    ReminderPolicy.objects.create(
        locality=place, opens_at="00:00", closes_at="23:59:59.999999", only_working_days=False, morning_sheet=False
    )
    office = BodyFactory(locality=place)
    people = [UserFactory(email=f"nguoi-{n}@example.org", person=PersonFactory(locality=place)) for n in range(PEOPLE)]
    for user in people:
        MembershipFactory(user=user, body=office, role="council_clerk")
    for n in range(DUTIES):
        obligation = Obligation(
            locality=place,
            owner=office,
            assignee=people[n % PEOPLE].person,
            title=f"Việc {n:02}",
            due_on=today,
            opened_on=today,
        )
        door.create(obligation, by=System("test"))


def told() -> tuple:
    """What the ledger and the outbox hold: markers, markers in a letter, lines in inboxes, letters by state."""
    from coordination.deadlines.models import ReminderMarker
    from coordination.notices.models import Letter, Notice

    markers = ReminderMarker.objects.all()
    states = sorted(Letter.objects.values_list("state", flat=True))
    return markers.count(), markers.filter(letter__isnull=False).count(), Notice.objects.count(), *states


def an_hour_passes() -> None:
    """For the outbox: leases run out, letters that wait may be tried again."""
    from datetime import timedelta

    from django.db.models import F
    from django.utils import timezone

    from coordination.notices.models import Letter

    hour = timedelta(hours=1)
    Letter.objects.update(not_before=timezone.now() - hour)
    Letter.objects.filter(lease_until__isnull=False).update(lease_until=F("lease_until") - hour)
