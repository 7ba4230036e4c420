"""Signs of life: each part writes when it last worked, whoever watches reads how long that is ago."""

from datetime import timedelta

from celery.signals import before_task_publish
from django.db import close_old_connections
from django.utils import timezone

from coordination.jobs.models import Heartbeat

SCHEDULER = "scheduler"
WORKER = "worker"
REMINDERS = "reminders"

PULSE = "coordination.jobs.tasks.heartbeat"
"""The task that the scheduler sends every minute: sending it is its own sign of life, doing it is the worker's."""


def beat(name: str, **detail) -> None:
    """Write that the part has just worked, with what it counted."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now(), "detail": detail})


def age_of(name: str, now=None) -> timedelta | None:
    """How long ago the part last worked; None if it never did."""
    last = Heartbeat.objects.filter(name=name).values_list("at", flat=True).first()
    return (now or timezone.now()) - last if last else None


def sent(**_kwargs) -> None:
    """The scheduler has just sent the pulse. It is no request and no task, so nobody else tends its connection."""
    close_old_connections()
    beat(SCHEDULER)
    close_old_connections()


def connect() -> None:
    """Called once when the apps are ready."""
    before_task_publish.connect(sent, sender=PULSE, dispatch_uid="coordination.jobs.heartbeats")
