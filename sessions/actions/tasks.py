"""What people do with the tasks that a resolution gives: hand out, report, finish with evidence, open again."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coordination.audit.actors import System
from coordination.deadlines.actions import copy_gate
from coordination.deadlines.actions.obligations import check_lateness
from coordination.people.concerning import write_concerns
from coordination.records.errors import Forbidden, NotNow
from coordination.workflow import door
from sessions import deadlines, queries
from sessions.actions.common import moment, move
from sessions.choices import TaskStatus
from sessions.models import ResolutionTask
from sessions.rules import does_task

WHOLE = 100


@transaction.atomic
def create_task(task, *, by, related=None, opened_on=None):
    """Give a body something to do; with a due day it is an obligation towards the Standing Committee."""
    door.create(task, by=by, related=related, at=moment(opened_on, by))
    deadlines.keep(task, deadlines.of_task(task), by=by, opened_on=opened_on)
    write_concerns(task.resolution)
    return task


@transaction.atomic
def create_tasks(tasks, *, by) -> list:
    """Hand out several at once: all of them or none."""
    return [create_task(task, by=by) for task in tasks]


@transaction.atomic
def edit_task(task, *, by, related=None):
    """Save a task; its obligation follows day and owner."""
    door.change(task, by=by, related=related)
    if task.done_on is None:
        deadlines.keep(task, deadlines.of_task(task), by=by)
    write_concerns(task.resolution)
    for report in task.reports.all():
        write_concerns(report)
    return task


@transaction.atomic
def finish_task(task, *, by, done_on: date | None = None, result="", late_cause="", late_reason="", late_body=None):
    """Done: closes the obligation with the result as evidence. People say why it was late, as in the ledger."""
    done_on = done_on or timezone.localdate()
    late = {"late_cause": late_cause, "late_reason": late_reason, "late_body": late_body}
    if task.due_on and done_on > task.due_on and not isinstance(by, System):
        check_lateness(late_cause, late_reason, late_body or task.owner)
    move(task, "finish", by=by, on=done_on, done_on=done_on, result=result, percent=WHOLE)
    deadlines.fulfil_task(task, on=done_on, by=by, evidence=result, late=late)
    return task


@transaction.atomic
def reopen_task(task, *, by, note=""):
    """Not done after all: owed again, as far as the last report says."""
    newest = queries.newest_report(task)
    move(task, "reopen", by=by, note=note, done_on=None, percent=newest.percent if newest else None)
    deadlines.take_back(task, deadlines.of_task(task), by=by, reason=note or "Mở lại nhiệm vụ.")
    return task


@transaction.atomic
def create_report(report, *, by, related=None):
    """How far it has come, by whoever does it; the newest report is the task's progress."""
    _check_doer(report.task, by)
    if report.task.status == TaskStatus.DONE:
        raise NotNow("Nhiệm vụ này đã ghi xong; mở lại rồi mới báo cáo tiếp.")
    copy_gate(report, report.task)
    door.create(report, by=by, related=related, consequence=True)
    _follow_reports(report.task_id, by=by)
    return report


@transaction.atomic
def edit_report(report, *, by, related=None):
    """Correct a report; the progress follows."""
    stored = type(report).objects.select_related("task__owner").get(pk=report.pk)
    _check_doer(stored.task, by)
    if report.task_id != stored.task_id:
        raise ValidationError({"task": "Báo cáo giữ nguyên nhiệm vụ của nó."})
    door.change(report, by=by, related=related)
    _follow_reports(report.task_id, by=by)
    return report


def _check_doer(task, by) -> None:
    if not isinstance(by, System) and not does_task(task, by.acting):
        raise Forbidden("Chỉ cơ quan thực hiện, hoặc văn phòng ghi thay, báo cáo tiến độ của nhiệm vụ này.")


def _follow_reports(pk: int, *, by) -> None:
    task = ResolutionTask.objects.select_related("locality", "resolution", "owner").get(pk=pk)
    newest = queries.newest_report(task)
    if task.status == TaskStatus.OPEN and newest and task.percent != newest.percent:
        task.percent = newest.percent
        door.change(task, by=by, note=f"Tiến độ {newest.percent}%")
