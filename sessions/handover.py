"""What the ledger and this room hand over when a term ends: duties, questions, tasks of resolutions."""

from django.db.models import Q

from coordination.audit.actors import System
from coordination.deadlines import queries as ledger
from coordination.deadlines.actions import hand_over, pass_to, reassign
from coordination.deadlines.models import Obligation
from coordination.people.permissions import Permission
from coordination.records.errors import NotNow
from sessions import actions, registers
from sessions.choices import QuestionStatus, TaskStatus
from sessions.models import Question, ResolutionTask
from sessions.registers import Kind


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


def take_question(question, *, by, body, assignee=None, note="") -> None:
    """The body answers it, or keeps the promise; whom a delegate asked stands in the history."""
    now = question.addressee
    if now.pk == body.pk:
        return
    _check_keeper(by, Permission.SESSION_EDIT, question, f"Chất vấn còn ghi ở {now}", body)
    _pass_duties(question, by=by, old=now, body=body, note=note)
    question.addressee = body
    actions.edit_question(question, by=by)


def take_task(task, *, by, body, assignee=None, note="") -> None:
    """The body has the task."""
    now = task.owner
    if now.pk == body.pk:
        return
    _check_keeper(by, Permission.RESOLUTION_EDIT, task, f"Nhiệm vụ còn ghi ở {now}", body)
    _pass_duties(task, by=by, old=now, body=body, note=note)
    task.owner = body
    actions.edit_task(task, by=by)


def _check_keeper(by, permission, record, words: str, body) -> None:
    """Another body is written down by who keeps the register, not by that body."""
    if not isinstance(by, System) and not by.can(permission, record):
        raise NotNow(f"{words}: văn phòng HĐND ghi {body} rồi mới nhận.")


def _pass_duties(record, *, by, old, body, note) -> None:
    """What the old body owes about a record is owed by the new one, with its day and its ground: nothing is waived and
    begun again."""
    for duty in ledger.open_about(record).filter(owner=old):
        pass_to(duty, by=by, owner=body, note=note)


registers.add(
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
registers.add(
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
        take=take_question,
    )
)
registers.add(
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
