"""Doorbells: a task takes a number and calls one function."""

from celery import shared_task

from coordination.jobs import heartbeats, runner


@shared_task
def run_job(job_id: int) -> None:
    """Do one job, unless another worker has it."""
    runner.run(job_id)


@shared_task
def sweep() -> None:
    """Every minute: take up again what a stopped worker or broker left."""
    runner.sweep()


@shared_task
def heartbeat() -> None:
    """Every minute: the worker says that it works."""
    heartbeats.beat(heartbeats.WORKER)
