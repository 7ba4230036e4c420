"""What is asked of resolutions and their tasks: figures and pages take their rows here."""

from datetime import date

from django.db.models import Count, F, Q

from coordination.lib.period import Period
from coordination.people.choices import BodyKind
from coordination.people.models import Body
from sessions.choices import Procedure, ResolutionChangeKind, TaskCondition, TaskStatus
from sessions.queries.common import within


def adopted(resolutions, period: Period):
    """Resolutions adopted within the period, with or without a number yet."""
    return resolutions.filter(within("adopted_on", period))


def normative(resolutions, period: Period):
    """Of those adopted, the normative legal documents."""
    return adopted(resolutions, period).filter(is_normative=True)


def shortened(resolutions, period: Period):
    """Of those adopted, the ones that took the shortened procedure."""
    return adopted(resolutions, period).filter(procedure=Procedure.SHORTENED)


def committee_of(locality) -> Body | None:
    """The People's Committee of the locality, whose office keeps the gazette."""
    rows = Body.objects.filter(locality=locality, valid_to=None, kind=BodyKind.COMMITTEE)
    return rows.order_by("pk").first()


def end_of(resolution) -> date | None:
    """The first day on which a later document, or its own term, ends its effect."""
    ends = resolution.changes.filter(kind__in=ResolutionChangeKind.ENDING)
    return ends.order_by("effective_on").values_list("effective_on", flat=True).first()


def in_condition(condition: str, on: date) -> Q:
    """Tasks that stand so on the day; one without a due day is never late."""
    done = Q(status=TaskStatus.DONE)
    conditions = {
        TaskCondition.IN_TIME: done & (Q(due_on=None) | Q(done_on__lte=F("due_on"))),
        TaskCondition.DONE_LATE: done & Q(done_on__gt=F("due_on")),
        TaskCondition.RUNNING: ~done & (Q(due_on=None) | Q(due_on__gte=on)),
        TaskCondition.OVERDUE: ~done & Q(due_on__lt=on),
    }
    return conditions[TaskCondition(condition)]


def by_owner(tasks, on: date) -> list[dict]:
    """For each body that has some of the tasks: how many, and how many in each condition. One query."""
    counts = {condition: Count("pk", filter=in_condition(condition, on)) for condition in TaskCondition.values}
    return list(
        tasks.order_by().values("owner", "owner__name", "owner__short_name").annotate(total=Count("pk"), **counts)
    )


def newest_report(task):
    """The report with the latest day: the task's progress."""
    return task.reports.order_by("reported_on", "pk").last()
