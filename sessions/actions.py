"""What people do with sessions, agenda items, questions, drafts and resolutions. Each act is one transaction.

`by` is a user or a `System` job; dates may lie in the past, so that what happened earlier can be recorded afterwards.
What a job loads stands in the history on the day it happened; what a person records, on the day it was recorded.
"""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from coordination.audit.actors import System
from coordination.people.concerning import write_concerns
from coordination.people.permissions import Permission
from coordination.records.errors import Forbidden
from coordination.workflow import door
from sessions import deadlines
from sessions.choices import AnswerMode, ItemStatus


def create(record, *, by, related=None, on: date | None = None):
    """Write down a record that changes nothing but itself: session, sitting, document, attendance, resolution …

    A job says `on` which day it began.
    """
    return door.create(record, by=by, related=related, at=_moment(on, by))


def edit(record, *, by, related=None):
    """Save the changed fields of such a record; the status stays."""
    return door.change(record, by=by, related=related)


def _move(record, name, *, by, on: date | None = None, **fields):
    """Through the one door, with the day of what a job loads."""
    return door.move(record, name, by=by, at=_moment(on, by), **fields)


def _moment(on: date | None, by) -> datetime | None:
    """When history says it happened: 08:00 of the day a job gives; of a person it is known when they did it."""
    if on is None or not isinstance(by, System) or on >= timezone.localdate():
        return None
    return datetime.combine(on, time(8), tzinfo=timezone.get_current_timezone())


# --- Session -----------------------------------------------------------------------------------------------------


def convene(session, *, by, convened_on=None, note=""):
    """The convening decision was issued: from now on the delegates see the session."""
    day = convened_on or timezone.localdate()
    return _move(session, "convene", by=by, on=day, note=note, convened_on=day)


def open_session(session, *, by, opened_on=None, note=""):
    """The session opened: it counts as held from this day."""
    day = opened_on or timezone.localdate()
    return _move(session, "open", by=by, on=day, note=note, opened_on=day)


def close_session(session, *, by, closed_on=None, lessons_learned="", note=""):
    """The session closed; what was learned for the next one is kept with it."""
    day = closed_on or timezone.localdate()
    fields = {"lessons_learned": lessons_learned} if lessons_learned else {}
    return _move(session, "close", by=by, on=day, note=note, closed_on=day, **fields)


def postpone_session(session, *, by, reason, on=None):
    """Put off; documents stay owed by their days until these are moved."""
    return _move(session, "postpone", by=by, on=on, note=reason)


def resume_session(session, *, by, planned_opening=None, note=""):
    """Prepare a postponed session again, for another day if one is given."""
    fields = {"planned_opening": planned_opening} if planned_opening else {}
    return _move(session, "resume", by=by, note=note, **fields)


@transaction.atomic
def cancel_session(session, *, by, reason, on=None):
    """The session will not be held: what was still to come is withdrawn and no longer owed."""
    _move(session, "cancel", by=by, on=on, note=reason)
    for item in session.items.filter(status=ItemStatus.EXPECTED):
        _stop(item, "withdraw", by=by, reason=f"Không tổ chức kỳ họp: {reason}", on=on, consequence=True)
    return session


# --- Agenda items ------------------------------------------------------------------------------------------------


@transaction.atomic
def create_item(item, *, by, related=None, opened_on=None):
    """Add a content to a session. With a due day the preparing body owes it to the Standing Committee."""
    door.create(item, by=by, related=related, at=_moment(opened_on, by))
    deadlines.keep(item, deadlines.of_item(item), by=by, opened_on=opened_on)
    write_concerns(item.session)
    return item


@transaction.atomic
def edit_item(item, *, by, related=None):
    """Save an item; its obligation follows the due day and the preparing body, its parts follow the bodies."""
    door.change(item, by=by, related=related)
    if item.is_owed:
        deadlines.keep(item, deadlines.of_item(item), by=by)
    for part in (item.session, *item.documents.all(), *item.verifications.all()):
        write_concerns(part)
    return item


@transaction.atomic
def receive_item(item, *, by, received_on=None, late_reason="", note=""):
    """The document came: closes the obligation, late with its reason if it was.

    The council's office records any day; others hand in for their own side, today.
    """
    received_on = received_on or timezone.localdate()
    if not (isinstance(by, System) or by.can(Permission.SESSION_EDIT, item)):
        _check_own_side(item, by)
        received_on = timezone.localdate()
    _move(item, "receive", by=by, on=received_on, note=note, received_on=received_on)
    deadlines.fulfil(item, on=received_on, by=by, evidence=item.title, late_reason=late_reason)
    return item


def verify_item(item, *, by, verified_on=None, note=""):
    """The board has verified it."""
    day = verified_on or timezone.localdate()
    return _move(item, "verify", by=by, on=day, note=note, verified_on=day)


def send_item(item, *, by, sent_on=None, note=""):
    """Sent to the delegates, who see the item from now on; documents keep their own audience."""
    day = sent_on or timezone.localdate()
    return _move(item, "send", by=by, on=day, note=note, sent_on=day)


def withdraw_item(item, *, by, reason, stopped_on=None):
    """Taken off the programme; stays in the statistics, no longer owed."""
    return _stop(item, "withdraw", by=by, reason=reason, on=stopped_on)


def postpone_item(item, *, by, reason, stopped_on=None):
    """Left to a later session; stays in the statistics of this one, no longer owed."""
    return _stop(item, "postpone", by=by, reason=reason, on=stopped_on)


@transaction.atomic
def restore_item(item, *, by, note=""):
    """Back on the programme as if nothing had come yet; owed again by its due day."""
    empty = {"received_on": None, "verified_on": None, "sent_on": None, "stopped_on": None, "reason": ""}
    _move(item, "restore", by=by, note=note, **empty)
    deadlines.take_back(item, deadlines.of_item(item), by=by, reason="Đưa lại vào chương trình.")
    return item


@transaction.atomic
def _stop(item, name, *, by, reason, on: date | None, consequence=False):
    on = on or timezone.localdate()
    _move(item, name, by=by, on=on, note=reason, consequence=consequence, stopped_on=on, reason=reason)
    deadlines.drop(item, on=on, by=by, reason=reason)
    return item


def _check_own_side(item, by) -> None:
    """A department or its committee hands in what that side prepares, not what another one owes."""
    if item.preparing_body is None or item.preparing_body.principal.pk not in by.acting.principal_ids:
        raise Forbidden(f"Tài liệu này do {item.preparing_body or 'cơ quan khác'} chuẩn bị và nộp.")


# --- Questions ---------------------------------------------------------------------------------------------------


def create_question(question, *, by, related=None):
    """Write down what a delegate asked; in what a job loads history begins on that day."""
    return create(question, by=by, related=related, on=question.put_on)


def answer_question(question, *, by, answer, answered_on=None):
    """The body asked sends its answer in writing."""
    return _answer(question, "answer", AnswerMode.WRITTEN, by=by, answer=answer, answered_on=answered_on)


def hear_answer(question, *, by, answer, answered_on=None, answered_in=AnswerMode.SPOKEN):
    """The council's office records an answer given in the hall, or one that came on paper."""
    return _answer(question, "hear", answered_in, by=by, answer=answer, answered_on=answered_on)


@transaction.atomic
def promise(question, *, by, promise, promise_due_on, promised_on=None):
    """A promise made in the hall becomes an obligation of the body asked towards the Standing Committee."""
    _move(question, "promise", by=by, on=promised_on, promise=promise, promise_due_on=promise_due_on)
    deadlines.keep(question, deadlines.of_question(question), by=by, opened_on=promised_on)
    return question


@transaction.atomic
def keep_promise(question, *, by, kept_on=None, evidence=""):
    """The promise was kept: closes the obligation and the question."""
    kept_on = kept_on or timezone.localdate()
    _move(question, "keep", by=by, on=kept_on, note=evidence, kept_on=kept_on)
    deadlines.fulfil(question, on=kept_on, by=by, evidence=evidence)
    return question


def finish_question(question, *, by, note="", on=None):
    """The answer was enough: nothing more is owed."""
    return _move(question, "finish", by=by, on=on, note=note)


def _answer(question, name, mode, *, by, answer, answered_on):
    day = answered_on or timezone.localdate()
    return _move(question, name, by=by, on=day, answer=answer, answered_on=day, answered_in=mode)


# --- Drafts ------------------------------------------------------------------------------------------------------


def create_draft(draft, *, by, related=None):
    """Register a draft; in what a job loads history begins on the day of registration."""
    return create(draft, by=by, related=related, on=draft.registered_on)


@transaction.atomic
def edit_draft(draft, *, by, related=None):
    """Save a draft; comments and verifications follow its drafting body."""
    door.change(draft, by=by, related=related)
    for part in (*draft.comments.all(), *draft.verifications.all()):
        write_concerns(part)
    return draft


def move_draft(name):
    """An action that takes a draft through a step without more to record than a note."""

    def act(draft, *, by, note="", on=None):
        return _move(draft, name, by=by, on=on, note=note)

    act.__name__ = f"{name}_draft"
    return act


start_drafting = move_draft("draft")
consult = move_draft("consult")
appraise = move_draft("appraise")
verify_draft = move_draft("verify")
lay_draft = move_draft("lay")
adopt_draft = move_draft("adopt")
reject_draft = move_draft("reject")


def return_draft(draft, *, by, reason, on=None):
    """Sent back to be improved: one round more."""
    return _move(draft, "return", by=by, on=on, note=reason, rounds=draft.rounds + 1)


def withdraw_draft(draft, *, by, reason, on=None):
    """The submitting body takes it back."""
    return _move(draft, "withdraw", by=by, on=on, note=reason)


# --- Tasks of a resolution ---------------------------------------------------------------------------------------


@transaction.atomic
def create_task(task, *, by, related=None, opened_on=None):
    """Give a body something to do; with a due day it is an obligation towards the Standing Committee."""
    door.create(task, by=by, related=related, at=_moment(opened_on, by))
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
    _move(task, "finish", by=by, on=done_on, done_on=done_on, result=result)
    deadlines.fulfil(task, on=done_on, by=by, evidence=result)
    return task


@transaction.atomic
def reopen_task(task, *, by, note=""):
    """Not done after all: owed again."""
    _move(task, "reopen", by=by, note=note, done_on=None)
    deadlines.take_back(task, deadlines.of_task(task), by=by, reason=note or "Mở lại nhiệm vụ.")
    return task
