"""Putting work into the queue: the row in the caller's transaction, the bell when it is committed."""

import logging

from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from coordination.audit.actors import System
from coordination.jobs.choices import JobState
from coordination.jobs.handlers import handler_of
from coordination.jobs.models import Job

logger = logging.getLogger(__name__)


class UnknownKind(Exception):
    """No app has declared this kind of work: a mistake in the program."""


def enqueue(kind: str, *, by, params: dict, locality=None, title: str = "") -> Job:
    """Ask for work. Whoever asks again for the same while it waits or runs gets the same job: two presses, one file."""
    handler = handler_of(kind)
    if handler is None:
        raise UnknownKind(kind)
    asked = {"kind": kind, "params": params, "locality": locality} | _asker(by)
    open_one = Job.objects.filter(**asked, state__in=JobState.OPEN).first()
    if open_one:
        return open_one
    job = Job.objects.create(**asked, title=(title or handler.label)[:200])
    transaction.on_commit(lambda: ring(job.pk))
    return job


def ring(job_id: int) -> None:
    """Tell a worker; what the broker loses, the sweep finds again."""
    from coordination.jobs.tasks import run_job  # noqa: PLC0415 - the task runs what lies below it

    Job.objects.filter(pk=job_id).update(rung_at=timezone.now())
    try:
        run_job.delay(job_id)
    except OperationalError:
        logger.warning("job %s: the broker does not answer, the sweep will ring again", job_id)


def _asker(by) -> dict:
    if isinstance(by, System):
        return {"requested_by": None, "membership": None, "system_job": by.name}
    return {"requested_by": by, "membership": by.acting, "system_job": ""}
