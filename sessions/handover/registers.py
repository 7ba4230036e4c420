"""What the ledger and this room hand over when a term ends: duties, questions, tasks of resolutions."""

from django.db.models import Q

from coordination.audit.actors import System
from coordination.deadlines import queries as ledger
from coordination.deadlines.actions import hand_over, pass_to, reassign
from coordination.deadlines.models import Obligation
from coordination.people.permissions import Permission
from coordination.records.errors import NotNow
from sessions import actions, handover
from sessions.choices import QuestionStatus, TaskStatus
from sessions.handover import Kind
from sessions.models import Question, ResolutionTask


def take_duty(obligation, *, by, body, assignee=None, note="") -> None:
    """The body owes it; the person named has it. Who no longer works there has it no more, named or not: where nobody
    is named the body gives it to somebody itself."""
    pass_to(obligation, by=by, owner=body, note=note)
    if assignee is not None and assignee.pk != obligation.assignee_id:
        reassign(obligation, by=by, assignee=assignee, note=note)
    elif _is_gone(obligation):
        hand_over(obligation, by=by, assignee=None, note=note)


def _is_gone(obligation) -> bool:
    """Whether the assignee no longer works for the body that owes it."""
    named = obligation.assignee_id
    return named is not None and not ledger.assignable(obligation).filter(pk=named).exists()


def whole_of(obligation) -> tuple[int, int] | None:
    """The record that a duty goes along with; what somebody is named for is handed over by itself."""
    return None if obligation.assignee_id else (obligation.subject_type_id, obligation.subject_id)


def take_task(task, *, by, body, assignee=None, note="") -> None:
    """The body has the task, and with it its duty; another body is written down by who keeps the resolutions."""
    if task.owner_id == body.pk:
        return
    if not isinstance(by, System) and not by.can(Permission.RESOLUTION_EDIT, task):
        raise NotNow(f"Nhiệm vụ còn ghi ở {task.owner}: văn phòng HĐND ghi {body} rồi mới nhận.")
    task.owner = body
    actions.edit_task(task, by=by)


handover.add(
    Kind(
        Obligation,
        "Nghĩa vụ",
        Permission.OBLIGATION_CLOSE,
        still_open=Q(closed_on=None),
        began="opened_on",
        holder=lambda duty, keeper: duty.owner,
        due=lambda duty: duty.due_on,
        select_related=("owner__locality", "assignee"),
        person=lambda duty: duty.assignee,
        as_what="người được giao",
        part_of=whole_of,
        take=take_duty,
    )
)
handover.add(
    Kind(
        Question,
        "Chất vấn, lời hứa",
        Permission.QUESTION_ANSWER,
        still_open=Q(status__in=(QuestionStatus.PUT, QuestionStatus.PROMISED)),
        began="put_on",
        holder=lambda question, keeper: question.addressee,
        due=lambda question: question.promise_due_on,
        select_related=("addressee__locality", "delegate"),
        person=lambda question: question.delegate,
        as_what="đại biểu chất vấn",
    )
)
handover.add(
    Kind(
        ResolutionTask,
        "Nhiệm vụ theo nghị quyết",
        Permission.OBLIGATION_CLOSE,
        still_open=Q(status=TaskStatus.OPEN),
        began="resolution__adopted_on",
        holder=lambda task, keeper: task.owner,
        due=lambda task: task.due_on,
        select_related=("owner__locality",),
        take=take_task,
    )
)
