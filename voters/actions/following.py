"""What becomes of merged petitions when the one that leads their group is answered, ended or reopened.

What a petition takes over from its group is never its own: `MergedPetition` keeps how it stood before it followed, and
`by_itself` says what it would be without the group.
"""

from datetime import date

from coordination.workflow import door
from voters import deadlines, queries
from voters.choices import PetitionStatus, Result
from voters.models import ResultChange
from voters.queries.merging import CLOSING, followed, held_by_others
from voters.rules import FINISHING, FOLLOW, MEANING, stated

FACTS = ("result", "answered_on", "resolved_on", "finished_on")


def follow_all(lead, on: date, *, by) -> None:
    """Everything merged into a petition stands as it stands now; called after every change of its result."""
    if lead.status in FOLLOW:
        for part in lead.merged.select_related("locality").order_by("pk"):
            follow(part, lead, on, by=by)


def follow(part, lead, on: date, *, by) -> bool:
    """The answer of the lead answers the part as well: same result, and what the answering body owed for it is done.

    Where another body still has the part, the part goes on by itself. Tells whether it followed.
    """
    if lead.status not in FOLLOW or (part.status, part.result) == (lead.status, lead.result):
        return False
    if (part.status not in PetitionStatus.OPEN or lead.status == PetitionStatus.REOPENED) and not followed(part):
        return False
    bodies = queries.answering_bodies_of(lead)
    if lead.status != PetitionStatus.REOPENED and held_by_others(part, bodies):
        return False
    _keep(part)
    day = queries.first_day_for(part, on)
    meaning = MEANING[lead.result]
    facts = {
        "result": lead.result,
        "answered_on": part.answered_on or (day if meaning.answered or lead.answered_on else None),
        "resolved_on": (part.resolved_on or day) if lead.result == Result.RESOLVED else None,
        "finished_on": (part.finished_on or day) if lead.result in FINISHING else None,
        "evidence": lead.evidence,
    }
    name = FOLLOW[lead.status]
    door.move(part, name, by=by, note=f"Theo {lead.code}", consequence=True, **facts)
    ResultChange.objects.create(petition=part, on=day, result=part.result, step=name)
    if lead.status != PetitionStatus.REOPENED:
        _keep_duties(part, deadlines.done_with_lead(part, lead, bodies, on=day, by=by))
    return True


def _keep(part) -> None:
    """Where it stands before it follows, unless it follows already."""
    row = queries.standing_part(part)
    if row is not None and not followed(part):
        row.status, row.evidence, row.duties = part.status, part.evidence, []
        row.save(update_fields=("status", "evidence", "duties"))


def _keep_duties(part, closed: list[int]) -> None:
    """What the answer of the group closed."""
    if closed and (row := queries.standing_part(part)):
        row.duties = [*row.duties, *closed]
        row.save(update_fields=("duties",))


def by_itself(part, row) -> dict:
    """The facts of a merged petition without its group: those of before the merge, and what it stated itself since."""
    facts = {name: getattr(row, name) for name in FACTS}
    since = part.result_changes.filter(created_at__gte=row.merge.at).exclude(step__in=[CLOSING, *FOLLOW.values()])
    for change in since.order_by("id"):
        facts = stated(change.result, change.on, facts)
    return facts
