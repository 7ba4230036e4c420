"""What whoever runs the installation wants to know, asked part by part: for `doctor`, the operator's page, the banner.

Each question answers with one line and a state; a question that itself fails is an answer too.
"""

import logging
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from redis import Redis, RedisError

from coordination.deadlines.almanac import ASKED_FROM
from coordination.deadlines.calendars import calendar_of
from coordination.deadlines.models import ReminderFault
from coordination.jobs import heartbeats
from coordination.jobs.choices import JobState
from coordination.jobs.models import Job
from coordination.lib.numbers import vi
from coordination.notices.choices import LetterState
from coordination.notices.models import Letter
from coordination.people.permissions import Permission
from voters.public_access import UNCOUNTED_PROXY

logger = logging.getLogger(__name__)

STARTED = timezone.now()
"""When this process began: what never worked before is not late before it could."""
PATIENCE = 3
"""How many of its intervals a part may miss before it counts as standing still."""
LATE_LETTER = timedelta(hours=1)
LOW_SPACE = 2 * 1024**3  # bytes

UNCOUNTED = (
    "có máy chủ đứng trước nhưng TRUSTED_PROXIES=0: mọi người bị tính chung một địa chỉ, dễ bị báo hỏi quá nhiều lần"
)

GOOD, WARN, BAD = "done", "unsure", "late"


@dataclass(frozen=True)
class Check:
    """The state of one part: `state` is the kind of a chip."""

    name: str
    state: str
    words: str

    @property
    def is_bad(self) -> bool:
        """It does not work, or work is being lost."""
        return self.state == BAD

    @property
    def chip(self) -> tuple[str, str]:
        """Icon and word."""
        return self.state, self.label

    @property
    def label(self) -> str:
        """The state in a word."""
        return {GOOD: "tốt", WARN: "cần xem", BAD: "lỗi"}[self.state]


def checks(*, deep: bool = False) -> list[Check]:
    """Every part; `deep` also opens connections that may take seconds (mail server)."""
    return [_asked(name, ask, deep) for name, ask in QUESTIONS]


def reminders_stand_still(now=None) -> str:
    """The sentence for the banner when the last sweep is older than its interval allows; else nothing."""
    age = heartbeats.age_of(heartbeats.REMINDERS, now)
    if age is None:
        age = (now or timezone.now()) - STARTED
    if age <= interval_of("coordination.deadlines.tasks.send_reminders") * PATIENCE:
        return ""
    return f"Bộ phận nhắc hạn đã dừng {ago(age)}: không ai được nhắc."


def warning_for(user) -> str:
    """The banner, for those who run the installation only."""
    return reminders_stand_still() if user.can(Permission.OPERATE) else ""


def interval_of(task: str) -> timedelta:
    """How often the timetable calls a task."""
    row = next(row for row in settings.CELERY_BEAT_SCHEDULE.values() if row["task"] == task)
    return timedelta(seconds=row["schedule"])


def ago(age: timedelta) -> str:
    """Minutes, hours or days, in words."""
    minutes = int(age.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} phút"
    return f"{vi(minutes // 60)} giờ" if minutes < 48 * 60 else f"{vi(minutes // 1440)} ngày"


def _asked(name: str, ask: Callable, deep: bool) -> Check:
    try:
        state, words = ask(deep)
    except Exception as error:
        logger.exception("health: %s", name)
        return Check(name, BAD, f"không hỏi được ({type(error).__name__})")
    return Check(name, state, words)


def _database(_deep) -> tuple[str, str]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        return BAD, f"không nối được ({str(error).splitlines()[0]})"
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    kind = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
    if waiting:
        return BAD, f"{kind}, còn {waiting} bước chuyển đổi chưa chạy: chạy manage.py migrate"
    return GOOD, f"{kind}, cấu trúc mới nhất"


def _queue(_deep) -> tuple[str, str]:
    if not settings.REDIS_URL:
        return GOOD, "hàng đợi trong tiến trình web"
    try:
        client = Redis.from_url(settings.REDIS_URL, socket_timeout=5, socket_connect_timeout=5)
        client.ping()
    except RedisError as error:
        return BAD, f"Redis không trả lời ({type(error).__name__})"
    return GOOD, "Redis trả lời"


def _part(name: str):
    def ask(_deep) -> tuple[str, str]:
        age = heartbeats.age_of(name)
        if age is None:
            return WARN, "chưa chạy lần nào"
        if age > interval_of(heartbeats.PULSE) * PATIENCE:
            return BAD, f"không thấy hoạt động từ {ago(age)} trước"
        return GOOD, f"hoạt động {ago(age)} trước"

    return ask


def _sweep(_deep) -> tuple[str, str]:
    age = heartbeats.age_of(heartbeats.REMINDERS)
    if standing := reminders_stand_still():
        return BAD, standing
    return (GOOD, f"quét {ago(age)} trước") if age is not None else (WARN, "chưa quét lần nào")


def _faults(_deep) -> tuple[str, str]:
    count = ReminderFault.objects.count()
    return (WARN, f"{vi(count)} việc không nhắc được vì lỗi") if count else (GOOD, "không việc nào bị lỗi khi nhắc")


def _letters(_deep) -> tuple[str, str]:
    now = timezone.now()
    failed = Letter.objects.filter(state=LetterState.FAILED).count()
    late = Letter.objects.filter(state=LetterState.QUEUED, not_before__lt=now - LATE_LETTER).count()
    stuck = Letter.objects.filter(state=LetterState.SENDING, lease_until__lt=now).count()
    words = f"{vi(failed)} thư không gửi được, {vi(late)} thư chờ quá một giờ, {vi(stuck)} thư gửi dở"
    return (WARN if failed or late or stuck else GOOD), words


def _mail(deep) -> tuple[str, str]:
    backend = settings.EMAIL_BACKEND.rsplit(".", 2)[-2]
    if backend != "smtp":
        return WARN, f"chưa đặt máy chủ thư (EMAIL_URL); thư được ghi ra tệp hoặc giữ lại ({backend})"
    if not deep:
        return GOOD, f"máy chủ {settings.EMAIL_HOST}"
    try:
        with get_connection(timeout=10):
            pass
    except OSError as error:  # smtplib's errors are OSErrors
        return BAD, f"máy chủ {settings.EMAIL_HOST} không nhận ({type(error).__name__})"
    return GOOD, f"máy chủ {settings.EMAIL_HOST} trả lời"


def _links(_deep) -> tuple[str, str]:
    """Links in letters lead to SITE_URL; whoever reads a letter elsewhere cannot open this machine's own address."""
    own = urlsplit(settings.SITE_URL).hostname in ("127.0.0.1", "localhost", "::1")
    if own and settings.EMAIL_BACKEND.rsplit(".", 2)[-2] == "smtp":
        return WARN, f"SITE_URL là {settings.SITE_URL}: người nhận thư ở máy khác không mở được liên kết"
    return GOOD, settings.SITE_URL


def _proxies(_deep) -> tuple[str, str]:
    """A proxy that passes visitors on must be counted, else limits on one address hold for all together."""
    if settings.TRUSTED_PROXIES:
        return GOOD, f"tin {settings.TRUSTED_PROXIES} máy chủ đứng trước (TRUSTED_PROXIES)"
    if cache.get(UNCOUNTED_PROXY):
        return WARN, UNCOUNTED
    return GOOD, "không có máy chủ nào đứng trước (TRUSTED_PROXIES=0)"


def _storage(_deep) -> tuple[str, str]:
    folder = settings.MEDIA_ROOT
    folder.mkdir(parents=True, exist_ok=True)
    probe = folder / ".ghi-thu"
    try:
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        return BAD, f"không ghi được vào kho tệp ({error.strerror})"
    free = shutil.disk_usage(folder).free
    gigabytes = f"còn trống {vi(round(free / 1024**3, 1))} GB"
    return (WARN, f"{gigabytes}: sắp đầy") if free < LOW_SPACE else (GOOD, gigabytes)


def _jobs(_deep) -> tuple[str, str]:
    week = timezone.now() - timedelta(days=7)
    failed = Job.objects.filter(state=JobState.FAILED, finished_at__gte=week).count()
    return (WARN if failed else GOOD), f"{vi(failed)} việc nền không xong trong 7 ngày qua"


def _calendar(_deep) -> tuple[str, str]:
    today = timezone.localdate()
    calendar, year = calendar_of(fresh=True), today.year + 1
    if not calendar.is_provisional_year(year):
        return GOOD, f"lịch năm {year} đã chính thức"
    words = f"lịch năm {year} còn dự kiến hoặc chưa có"
    return (WARN if today.month >= ASKED_FROM else GOOD), words


QUESTIONS = (
    ("Cơ sở dữ liệu", _database),
    ("Hàng đợi", _queue),
    ("Bộ hẹn giờ", _part(heartbeats.SCHEDULER)),
    ("Tiến trình nền", _part(heartbeats.WORKER)),
    ("Quét nhắc hạn", _sweep),
    ("Việc lỗi khi nhắc", _faults),
    ("Hộp thư đi", _letters),
    ("Máy chủ thư", _mail),
    ("Liên kết trong thư", _links),
    ("Máy chủ đứng trước", _proxies),
    ("Kho tệp", _storage),
    ("Việc nền", _jobs),
    ("Lịch năm sau", _calendar),
)
