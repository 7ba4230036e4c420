"""Doorbells: a task calls one function."""

from celery import shared_task
from django.utils import timezone

from coordination.audit.actors import System
from coordination.deadlines import asking
from coordination.deadlines.actions import apply_transitions as lead_over
from coordination.deadlines.reminders.sweep import sweep


@shared_task
def send_reminders() -> None:
    """Every ten minutes: remind of what holds now, where the office's window is open."""
    sweep()


@shared_task
def ask_calendar() -> None:
    """Every morning: from October on, once a week, ask for next year's days off."""
    asking.ask()


@shared_task
def apply_transitions() -> None:
    """Every night: duties that a new law has met on the way follow it."""
    lead_over(timezone.localdate(), by=System("quy định chuyển tiếp"))
