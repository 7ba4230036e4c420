"""The rows of a draft's steps: planned, begun, done; each with what is owed for it. For the actions on drafts."""

from django.db import transaction

from coordination.workflow import door
from sessions import deadlines
from sessions.choices import DraftStatus, StepKind
from sessions.deadlines.drafts import follow, of_step, opening_of, owe_again
from sessions.models import DraftStep
from sessions.path import Anchor, path_of
from sessions.queries import drafts as queries

PLANNING = (DraftStatus.DRAFTING, *DraftStatus.LOOPING)
"""Statuses in which the steps with a day before the opening are still to come."""


def begin(draft, kind, body, *, on, by, document=None) -> DraftStep:
    """The body has it from this day on, and owes what the rule says; a planned row of it is taken up."""
    step = _row(draft, kind, body)
    step.started_on = step.started_on or on
    step.document = document or step.document
    _write(step, by=by)
    follow(step, of_step(step), by=by)
    return step


def end(draft, kind, body, *, on, by, document=None, result="") -> DraftStep:
    """Done on the day: what was owed for it is fulfilled."""
    step = _row(draft, kind, body)
    step.started_on = step.started_on or on
    step.done_on = on
    step.document = document or step.document
    step.result = result or step.result
    _write(step, by=by)
    deadlines.fulfil(step, on=on, by=by, evidence=str(document or ""))
    return step


def close_open(draft, *, on, by, reason, done=True, planned=False) -> None:
    """End the steps that were begun (`planned`: also those still to come) without a result: nobody owes them.

    Not `done`: they stay undone for ever with the reason as their result, as of a body that never answered.
    """
    for step in queries.planned_steps(draft):
        if step.started_on is None and not planned:
            continue
        deadlines.drop(step, on=on, by=by, reason=reason)
        if step.started_on:
            step.result = step.result or reason
            step.done_on = max(on, step.started_on) if done else None
            _write(step, by=by)


def plan(draft, *, by) -> list:
    """Write down the steps that have a day before the opening, and let their days follow it; what moved.

    Without such a day, or for a session that is off, what was owed by it is dropped until there is one again.
    """
    if draft.status == DraftStatus.TO_SESSION:
        return follow_delegates(draft, by=by)
    if draft.status not in PLANNING:
        return []
    for step in path_of(queries.case_of(draft)) if opening_of(draft) else ():
        if step.rule and step.anchor in (Anchor.OPENING, Anchor.SUBMISSION):
            for body in queries.bodies_for(draft, step.doer):
                _plan_one(draft, step.kind, body, by=by)
    moved = []
    boards = {body.pk for body in draft.verifying_boards.all()}
    for row in queries.planned_steps(draft).select_related("body"):
        row.draft = draft
        is_dropped = row.kind == StepKind.VERIFICATION and row.started_on is None and row.body_id not in boards
        moved += follow(row, [] if is_dropped else of_step(row), by=by)
    return moved


@transaction.atomic
def follow_opening(session, *, by) -> list:
    """The session has another opening day: what its drafts owe before it moves with it. What moved, for the person."""
    moved = []
    for draft in session.drafts.filter(status__in=(*PLANNING, DraftStatus.TO_SESSION)).order_by("pk"):
        draft.session = session
        moved += plan(draft, by=by)
    return moved


def follow_delegates(draft, *, by, stopped_on=None, sent_on=None) -> list:
    """What delegates are owed for a draft that was laid already follows its content; what moved.

    Off the programme (`stopped_on`) it did not reach them: the step is to be done again, owed by the opening of the
    session that takes the content up, and by nobody before. It is done when the content is sent.
    """
    step = DraftStep.objects.filter(draft=draft, kind=StepKind.DELEGATES).order_by("round", "id").last()
    if step is None or draft.status != DraftStatus.TO_SESSION:
        return []
    step.draft = draft
    stands = queries.contents_of(draft).exists()
    if step.done_on and stopped_on and not stands:
        step.started_on = step.done_on = None
        door.change(step, by=by, note="Nội dung ra khỏi chương trình kỳ họp")
        owe_again(step, by=by)
    if step.done_on is None and sent_on:
        end(draft, step.kind, step.body, on=sent_on, by=by)
        return []
    return [] if step.done_on else follow(step, of_step(step) if stands else [], by=by)


def _plan_one(draft, kind, body, *, by) -> None:
    rows = DraftStep.objects.filter(draft=draft, kind=kind, body=body)
    if kind != StepKind.CRITICISM:
        rows = rows.filter(round=draft.rounds) | rows.filter(done_on=None)
    if not rows.exists():
        _write(_new(draft, kind, body), by=by)


def _row(draft, kind, body) -> DraftStep:
    """The open step of that body, else a new one in the round of now."""
    found = queries.planned_steps(draft).filter(kind=kind, body=body).order_by("id").last()
    if found is None:
        return _new(draft, kind, body)
    found.draft = draft
    return found


def _new(draft, kind, body) -> DraftStep:
    return DraftStep(
        locality=draft.locality,
        confidential=draft.confidential,
        draft_of=draft.draft_of,
        draft=draft,
        kind=kind,
        body=body,
        round=draft.rounds,
    )


def _write(step, *, by) -> None:
    """Follows from an act on the draft, which was checked."""
    if step.pk:
        door.change(step, by=by)
    else:
        door.create(step, by=by, consequence=True)
