"""Doing the work: claim, run, record. A claim is a conditional update with a lease; a late worker writes nothing."""

import logging
import time
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from coordination.audit.actors import System
from coordination.jobs.choices import JobState
from coordination.jobs.handlers import Result, handler_of
from coordination.jobs.models import Job
from coordination.jobs.queue import ring
from coordination.notices.actions import tell
from coordination.notices.choices import NoticeKind
from coordination.records.errors import Refused

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
"""How long a worker may be silent before its job is given to another one."""
PATIENCE = timedelta(minutes=1)
"""How long a queued job may wait before the bell is rung again."""
MAX_ATTEMPTS = 3
SELDOM = 0.5
"""Seconds between two progress rows."""


class LeaseLost(Exception):
    """The job was given to somebody else; what this worker does with it counts no more."""


class Progress:
    """`progress(done, total, "Đang dựng trang 14/22")`: kept in the row, and a sign of life that extends the lease."""

    def __init__(self, job: Job):
        self.job = job
        self._written = 0.0

    def __call__(self, done: int, total: int | None, message: str = "") -> None:
        ended = total is not None and done >= total
        if not ended and time.monotonic() - self._written < SELDOM:
            return
        self._written = time.monotonic()
        _write(self.job, step=done, steps=total or 0, message=message[:200], lease_until=timezone.now() + LEASE)


def run(job_id: int) -> bool:
    """Do one job if it still waits. Whatever goes wrong in it is recorded on it and stops nothing else."""
    job = _claim(job_id)
    if job is None:
        return False
    try:
        _finish(job, _work(job))
    except LeaseLost:
        logger.warning("job %s: lease lost, result dropped", job.pk)
    except Refused as refusal:
        _fail(job, refusal.message)
    except Exception:
        logger.exception("job %s failed", job.pk)
        _fail(job, f"Việc này gặp lỗi của chương trình nên đã dừng. Báo quản trị viên: việc nền số {job.pk}.")
    return True


def run_waiting() -> int:
    """Do everything that waits, oldest first, in this process; returns how many jobs were done."""
    count = 0
    for job_id in list(Job.objects.filter(state=JobState.QUEUED).order_by("id").values_list("pk", flat=True)):
        count += run(job_id)
    return count


def reclaim() -> None:
    """Put back what a stopped worker left; a job that stopped its worker too often is given up."""
    now = timezone.now()
    for job in Job.objects.lease_ran_out(now).select_related("requested_by"):
        if job.attempts >= MAX_ATTEMPTS:
            _fail(job, f"Máy chủ đã dừng giữa chừng {job.attempts} lần khi làm việc này nên thôi không thử nữa.")
        else:
            _owned(job).filter(lease_until__lt=now).update(state=JobState.QUEUED, lease_until=None, rung_at=now - LEASE)


def sweep() -> int:
    """Find what was lost: leases that ran out, bells that nobody heard. Returns how many bells were rung again."""
    reclaim()
    lost = list(Job.objects.waiting_since(timezone.now() - PATIENCE).order_by("id").values_list("pk", flat=True))
    for job_id in lost:
        ring(job_id)
    return len(lost)


def _claim(job_id: int) -> Job | None:
    now = timezone.now()
    waiting = Job.objects.filter(pk=job_id, state=JobState.QUEUED)
    claim = {"state": JobState.RUNNING, "lease_until": now + LEASE, "started_at": now, "attempts": F("attempts") + 1}
    if waiting.update(**claim, step=0, steps=0, message="") != 1:
        return None
    return Job.objects.select_related("requested_by__person", "membership__body__locality", "locality").get(pk=job_id)


def _work(job: Job) -> Result | None:
    handler = handler_of(job.kind)
    if handler is None:
        raise Refused(f"Chương trình không còn biết làm việc loại “{job.kind}”.")
    made = handler.run(job, Progress(job))
    return Result(*made) if made else None


def _owned(job: Job):
    """The row, as long as this claim is the last one."""
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)


def _write(job: Job, **fields) -> None:
    if _owned(job).update(**fields) != 1:
        raise LeaseLost(job.pk)


def _finish(job: Job, result: Result | None) -> None:
    fields = {"state": JobState.DONE, "finished_at": timezone.now(), "lease_until": None, "message": ""}
    if result is not None:
        stored = Job._meta.get_field("result").generate_filename(job, f"{job.pk}-{job.attempts}")
        stored = job.result.storage.save(stored, ContentFile(result.content))
        fields |= {"result": stored, "result_name": result.name[:200], "result_type": result.content_type}
    with transaction.atomic():
        _write(job, **fields)
        _tell(job, NoticeKind.RESULT, f"Đã xong: {job.title}")


def _fail(job: Job, message: str) -> None:
    fields = {"state": JobState.FAILED, "finished_at": timezone.now(), "lease_until": None, "error": message[:500]}
    with transaction.atomic():
        if _owned(job).update(**fields) == 1:
            _tell(job, NoticeKind.FAILURE, f"Không xong: {job.title}")


def _tell(job: Job, kind: str, text: str) -> None:
    if job.requested_by:
        tell(job.requested_by, text, url=job.get_absolute_url(), kind=kind, by=System("việc nền"))
