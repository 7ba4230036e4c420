"""What people do with questions."""

from django.db import transaction
from django.utils import timezone

from sessions import deadlines
from sessions.actions.common import create, move
from sessions.choices import AnswerMode


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
    move(question, "promise", by=by, on=promised_on, promise=promise, promise_due_on=promise_due_on)
    deadlines.keep(question, deadlines.of_question(question), by=by, opened_on=promised_on)
    return question


@transaction.atomic
def keep_promise(question, *, by, kept_on=None, evidence=""):
    """The promise was kept: closes the obligation and the question."""
    kept_on = kept_on or timezone.localdate()
    move(question, "keep", by=by, on=kept_on, note=evidence, kept_on=kept_on)
    deadlines.fulfil(question, on=kept_on, by=by, evidence=evidence)
    return question


def finish_question(question, *, by, note="", on=None):
    """The answer was enough: nothing more is owed."""
    return move(question, "finish", by=by, on=on, note=note)


def _answer(question, name, mode, *, by, answer, answered_on):
    day = answered_on or timezone.localdate()
    return move(question, name, by=by, on=day, answer=answer, answered_on=day, answered_in=mode)
