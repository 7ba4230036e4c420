"""`make run`: prepare the database and the static files, then web, worker and scheduler until Ctrl-C."""

import fcntl
import hashlib
import os
import socket
import sys
import time
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, connections

from coordination.operations.demo.loading import accounts, load
from coordination.operations.supervisor import Supervisor
from coordination.people.models import Locality
from coordination.ui import commands

PATIENCE = 20  # seconds that the programs get to finish
START_UP = 60  # seconds within which the web process must answer


def address() -> tuple[str, int]:
    """Where to listen: HOST and PORT."""
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise CommandError(f"PORT phải là một số từ 1 đến 65535, không phải “{port}”.")
    return host, int(port)


def require_free(host: str, port: int) -> None:
    """Refuse early and in one line where gunicorn would retry."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Không mở được {host}:{port} ({error.strerror}). Chọn cổng khác, ví dụ: make run PORT=8001"
            ) from None


def require_pdf() -> None:
    """The system libraries that rendering needs."""
    try:
        import weasyprint  # noqa: F401, PLC0415 - slow, and its failure is what we ask about
    except OSError as error:
        raise CommandError(f"Thiếu thư viện hệ thống để dựng PDF ({error}). Chạy lại: make setup") from None


def lock_data():
    """One server per data folder: two schedulers on one database would each do everything."""
    lock = (settings.DATA_DIR / "serve.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise CommandError(f"Một máy chủ khác đang dùng thư mục dữ liệu {settings.DATA_DIR}.") from None
    return lock


def static_state() -> str:
    """Hash of the names, sizes and times of all static files."""
    total = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = os.stat(storage.path(name))
            total.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return total.hexdigest()


class Command(commands.Command):
    help = "Chạy máy chủ web, tiến trình nền và bộ hẹn giờ; Ctrl-C dừng tất cả."
    requires_migrations_checks = False

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def handle(self, *args, **options) -> None:
        host, port = address()
        lock = lock_data()
        require_free(host, port)
        require_pdf()
        self.prepare()
        connections.close_all()
        fallen = self.serve(host, port)
        lock.close()
        if fallen:
            raise CommandError(f"Tiến trình {fallen} đã dừng ngoài ý muốn; đã dừng tất cả.")

    def prepare(self) -> None:
        """Database, demonstration data, static files."""
        try:
            connection.ensure_connection()
        except OperationalError as error:
            raise CommandError(f"Không nối được cơ sở dữ liệu ({str(error).splitlines()[0]}).") from None
        if not connection.introspection.table_names():
            self.say("· Tạo cơ sở dữ liệu…")
        call_command("migrate", verbosity=0, interactive=False)
        if settings.LOAD_DEMO and not Locality.objects.exists():
            self.say("· Nạp dữ liệu trình diễn lần đầu…")
            load(lambda line: self.say(f"  {line}"))
        self.collect_static()

    def collect_static(self) -> None:
        stamp: Path = settings.DATA_DIR / "static.stamp"
        state = static_state()
        if settings.DEBUG or (stamp.is_file() and stamp.read_text() == state):
            return
        self.say("· Gom tệp tĩnh…")
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(state)

    def serve(self, host: str, port: int) -> str | None:
        """Run until asked to stop; the name of the program that fell, if one did."""
        supervisor = Supervisor(PATIENCE)
        try:
            os.environ["CELERY_SKIP_CHECKS"] = "1"  # this command has run them
            config = str(settings.BASE_DIR / "deploy" / "gunicorn.conf.py")
            python = [sys.executable, "-m"]
            supervisor.start("web", [*python, "gunicorn", "-c", config, "coordination.wsgi"])
            if settings.REDIS_URL:
                celery = [*python, "celery", "-A", "coordination", "--quiet"]
                supervisor.start("worker", [*celery, "worker", "--loglevel", "WARNING"])
                supervisor.start("scheduler", [*celery, "beat", "--loglevel", "WARNING"])
            self.wait_until_open(supervisor, host, port)
            if not supervisor.stopping and not supervisor.fallen():
                self.welcome(host, port)
            fallen = supervisor.watch()
        finally:
            supervisor.stop()
        self.say("Đã dừng.")
        return fallen

    def wait_until_open(self, supervisor: Supervisor, host: str, port: int) -> None:
        end = time.monotonic() + START_UP
        while time.monotonic() < end and not supervisor.stopping and not supervisor.fallen():
            try:
                socket.create_connection((self.reachable(host), port), timeout=1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return

    def reachable(self, host: str) -> str:
        return "127.0.0.1" if host in ("0.0.0.0", "") else host  # noqa: S104 - compared, not bound

    def welcome(self, host: str, port: int) -> None:
        mode = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
        queue = "Redis" if settings.REDIS_URL else "hàng đợi trong tiến trình"
        self.say(f"\nPhối hợp đang chạy: http://{self.reachable(host)}:{port}   ({mode}, {queue}, {settings.DATA_DIR})")
        for line in accounts():
            self.say(f"  {line}")
        self.say("Dừng: Ctrl-C")
