"""What people do with questions and with the groups of questions chosen for the hall."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from coordination.workflow import door
from sessions import deadlines
from sessions.actions.common import create, move
from sessions.choices import AnswerMode, QuestionStatus, QuestionVia, TopicStatus
from sessions.models import Question

IN_WRITING = "QST-02"
BESIDE = "Lời hứa khi trả lời chất vấn: "
"""How the text of a row begins that holds a promise and was asked by nobody."""


@transaction.atomic
def create_question(question, *, by, related=None):
    """Write down what a delegate asked; in what a job loads history begins on that day."""
    create(question, by=by, related=related, on=question.put_on)
    deadlines.keep_law(question, deadlines.answers_of(question), by=by)
    return question


@transaction.atomic
def edit_question(question, *, by, related=None):
    """Save a question; what is owed about it follows the body asked and the promised day."""
    door.change(question, by=by, related=related)
    deadlines.keep(question, deadlines.of_question(question), by=by)
    deadlines.keep_law(question, deadlines.answers_of(question), by=by)
    return question


@transaction.atomic
def leave_to_writing(question, *, by, left_on=None, note=""):
    """Not answered in the hall: the body asked owes the delegate a written answer, counted from that day."""
    day = max(left_on or timezone.localdate(), question.put_on)
    name = "leave_promised" if question.status == QuestionStatus.PROMISED else "leave"
    move(question, name, by=by, on=day, note=note, left_to_writing_on=day)
    deadlines.owe_answer(question, by=by)
    return question


def answer_question(question, *, by, answer, answered_on=None):
    """The body asked sends its answer in writing."""
    return _answer(question, "answer", "reply", AnswerMode.WRITTEN, by=by, answer=answer, answered_on=answered_on)


def hear_answer(question, *, by, answer, answered_on=None, answered_in=AnswerMode.SPOKEN):
    """The council's office records an answer given in the hall, or one that came on paper."""
    return _answer(question, "hear", "note_reply", answered_in, by=by, answer=answer, answered_on=answered_on)


@transaction.atomic
def promise(question, *, by, promise, promise_due_on, promised_on=None):
    """A promise made in the hall becomes an obligation of the body asked towards the Standing Committee."""
    move(question, "promise", by=by, on=promised_on, promise=promise, promise_due_on=promise_due_on)
    deadlines.keep(question, deadlines.of_question(question), by=by, opened_on=promised_on)
    return question


_promise = promise  # for the function below, whose argument has the same name


@transaction.atomic
def note_promise(question, *, by, who, promise, promise_due_on):
    """What was promised while a question was answered, by the body asked or by another one.

    A question holds one promise: a second one, and one of another body, has a row of its own beside it, which is no
    question that anybody asked (`via`).
    """
    takes_it = who == question.addressee and question.status in (QuestionStatus.PUT, QuestionStatus.ANSWERED)
    holder = question if takes_it else _beside(question, who, by=by)
    return _promise(holder, by=by, promise=promise, promise_due_on=promise_due_on)


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


@transaction.atomic
def repeat_question(question, *, by, gathering):
    """Ask it again at a later session or sitting (tái chất vấn): same delegate, same body, tied to the first one."""
    side = gathering.side
    again = Question(
        **{side: gathering},
        locality=question.locality,
        delegate=question.delegate,
        addressee=question.addressee,
        topic=question.topic,
        text=question.text,
        put_on=timezone.localdate(),
        repeats=question,
    )
    return create_question(again, by=by)


@transaction.atomic
def group_questions(topic, *, by, questions):
    """Put slips into a group; in a group left to writing each of them is left to writing with it."""
    for question in questions:
        question.group = topic
        door.change(question, by=by)
        if topic.status == TopicStatus.WRITTEN:
            leave_to_writing(question, by=by, left_on=topic.decided_on)
    return topic


def create_topic(topic, *, by, related=None):
    """Propose a group of questions for the hall."""
    return create(topic, by=by, related=related)


@transaction.atomic
def choose_topic(topic, *, by, decided_on=None, note=""):
    """Questioned in the hall; those of its questions that were left to writing and not answered no longer are."""
    _decide(topic, "choose", by=by, on=decided_on, note=note)
    for question in topic.questions.filter(answered_on=None).exclude(left_to_writing_on=None):
        question.left_to_writing_on = None
        door.change(question, by=by, note="Nhóm vấn đề được chọn chất vấn tại kỳ họp")
        reason = "Nhóm vấn đề được chọn chất vấn tại kỳ họp, không còn giao trả lời bằng văn bản."
        deadlines.keep_law(question, [], by=by, reason=reason, rules=(IN_WRITING,))
    return topic


@transaction.atomic
def write_topic(topic, *, by, decided_on=None, note=""):
    """Answered in writing: so are all its questions that nobody has answered."""
    _decide(topic, "write", by=by, on=decided_on, note=note)
    for question in topic.questions.filter(status=QuestionStatus.PUT, left_to_writing_on=None):
        leave_to_writing(question, by=by, left_on=topic.decided_on)
    return topic


def drop_topic(topic, *, by, reason, decided_on=None):
    """Not taken up."""
    return _decide(topic, "drop", by=by, on=decided_on, note=reason)


def propose_topic_again(topic, *, by, note=""):
    """Undecided again."""
    return move(topic, "reopen", by=by, note=note, decided_on=None)


def _decide(topic, name, *, by, on: date | None, note: str):
    day = on or timezone.localdate()
    return move(topic, name, by=by, on=day, note=note, decided_on=day)


@transaction.atomic
def _answer(question, name, beside_promise, mode, *, by, answer, answered_on):
    day = answered_on or timezone.localdate()
    step = beside_promise if question.status == QuestionStatus.PROMISED else name
    move(question, step, by=by, on=day, answer=answer, answered_on=day, answered_in=mode)
    deadlines.fulfil(question, on=day, by=by, rule=IN_WRITING, evidence=question.get_answered_in_display())
    return question


def _beside(question, who, *, by):
    """A row beside the question, of the same delegate in the same hall, to hold what another body promised."""
    row = Question(
        locality=question.locality,
        session=question.session,
        sitting=question.sitting,
        delegate=question.delegate,
        group=question.group,
        topic=question.topic,
        text=question.text if question.via == QuestionVia.PROMISE else f"{BESIDE}{question.text}",
        addressee=who,
        put_on=max(question.put_on, timezone.localdate()),
        via=QuestionVia.PROMISE,
    )
    return create_question(row, by=by)
