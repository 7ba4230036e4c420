"""What is asked of questions: figures and pages take their rows here."""

from datetime import date

from django.db.models import Q

from coordination.lib.period import Period
from coordination.people.choices import BodyKind
from coordination.people.models import Body
from sessions.choices import QuestionStatus, QuestionVia
from sessions.queries.common import within

ANSWERING = (BodyKind.COMMITTEE, BodyKind.DEPARTMENT, BodyKind.INSPECTORATE, BodyKind.VERTICAL, BodyKind.OTHER)


def asked(questions, period: Period):
    """Questions put within the period; what only holds a promise made beside one was asked by nobody."""
    return questions.filter(within("put_on", period)).exclude(via=QuestionVia.PROMISE)


def answerers(locality):
    """Bodies of the locality whose heads delegates may question: the committee, its agencies, courts and the like."""
    agencies = Q(kind__in=ANSWERING) | Q(kind=BodyKind.OFFICE, parent__kind=BodyKind.COMMITTEE)
    return Body.objects.filter(agencies, locality=locality, valid_to=None)


def at(rows, gathering):
    """Rows of a session or of a sitting."""
    return rows.filter(**{gathering.side: gathering.pk})


def to_repeat(questions, gathering, today: date):
    """Questions of earlier gatherings that this one takes up again: not answered, answered but not concluded (the
    delegate has not accepted it), or promised by a day that has passed when it meets. What was asked again is left out.
    """
    day = gathering.opening or today
    open_still = Q(status__in=(QuestionStatus.PUT, QuestionStatus.ANSWERED))
    broken = Q(status=QuestionStatus.PROMISED, promise_due_on__lt=day)
    elsewhere = questions.exclude(pk__in=at(questions, gathering).values("pk"))
    earlier = elsewhere.filter(open_still | broken, locality=gathering.locality_id, put_on__lt=day, repeated_by=None)
    return earlier.order_by("put_on", "pk")


def without_topic(questions, gathering):
    """Slips of a gathering that nobody has put into a group yet."""
    return at(questions, gathering).filter(group=None, status=QuestionStatus.PUT).order_by("put_on", "pk")


def in_hall_order(questions, gathering):
    """Group by group in the order of the programme, what is in no group last."""
    return at(questions, gathering).order_by("group__order", "group_id", "put_on", "pk")
