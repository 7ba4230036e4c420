"""What becomes of merged petitions when the one that leads their group is answered, ended or reopened."""

from datetime import date

from coordination.workflow import door
from voters import deadlines
from voters.choices import PetitionStatus, Result
from voters.models import ResultChange
from voters.rules import FINISHING, MEANING
from voters.workflow.merging import FOLLOW


def follow_all(lead, on: date, *, by) -> None:
    """Everything merged into a petition stands as it stands now; called after every change of its result."""
    if lead.status in FOLLOW:
        for part in lead.merged.select_related("locality").order_by("pk"):
            follow(part, lead, on, by=by)


def follow(part, lead, on: date, *, by) -> bool:
    """The answer of the lead answers the part as well: same result, and what the answering body owed for it is done.

    Where another body still owes the part an answer of its own, the part goes on by itself. Tells whether it followed.
    """
    if lead.status not in FOLLOW or (part.status, part.result) == (lead.status, lead.result):
        return False
    if (part.status not in PetitionStatus.OPEN or lead.status == PetitionStatus.REOPENED) and not followed(part):
        return False
    if lead.status != PetitionStatus.REOPENED and deadlines.owed_by_others(part, lead.competent_body).exists():
        return False
    day = max(on, part.received_on)
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
        deadlines.done_with_lead(part, lead, on=day, by=by)
    return True


def followed(part, since=None) -> bool:
    """Whether the last thing that happened to a petition (since a moment) is that it followed its group."""
    last = part.result_changes.order_by("-id").first()
    return last is not None and last.step in FOLLOW.values() and (since is None or last.created_at >= since)
