"""Doorbells: a task calls one function."""

from celery import shared_task

from voters.similarity import index


@shared_task
def count_terms() -> None:
    """Every night: how often each word occurs, so that rare ones weigh more."""
    index.refresh()
