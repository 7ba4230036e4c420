"""What people do with resolutions and their tasks."""

from django.db import transaction
from django.utils import timezone

from coordination.people.concerning import write_concerns
from coordination.workflow import door
from sessions import deadlines
from sessions.actions.common import moment, move


@transaction.atomic
def create_task(task, *, by, related=None, opened_on=None):
    """Give a body something to do; with a due day it is an obligation towards the Standing Committee."""
    door.create(task, by=by, related=related, at=moment(opened_on, by))
    deadlines.keep(task, deadlines.of_task(task), by=by, opened_on=opened_on)
    write_concerns(task.resolution)
    return task


@transaction.atomic
def edit_task(task, *, by, related=None):
    """Save a task; its obligation follows day and owner."""
    door.change(task, by=by, related=related)
    if task.done_on is None:
        deadlines.keep(task, deadlines.of_task(task), by=by)
    write_concerns(task.resolution)
    return task


@transaction.atomic
def finish_task(task, *, by, done_on=None, result=""):
    """Done: closes the obligation with the result as evidence."""
    done_on = done_on or timezone.localdate()
    move(task, "finish", by=by, on=done_on, done_on=done_on, result=result)
    deadlines.fulfil(task, on=done_on, by=by, evidence=result)
    return task


@transaction.atomic
def reopen_task(task, *, by, note=""):
    """Not done after all: owed again."""
    move(task, "reopen", by=by, note=note, done_on=None)
    deadlines.take_back(task, deadlines.of_task(task), by=by, reason=note or "Mở lại nhiệm vụ.")
    return task
