"""Doorbells: a task calls one function."""

from celery import shared_task

from coordination.notices import delivery


@shared_task
def deliver() -> None:
    """Every minute, and whenever a letter is queued: send what waits."""
    delivery.deliver()
