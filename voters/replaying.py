"""Steps that were taken before a petition came into this register: read off a petition, and taken again through its
actions. The demonstration and the register from Excel share this; nobody else writes the past.
"""

from dataclasses import dataclass, replace
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, Prefetch, Subquery

from coordination.deadlines.queries import open_about
from coordination.people.models import Body
from coordination.records.errors import NotNow
from coordination.workflow import door
from coordination.workflow.models import StatusChange
from voters import actions, deadlines
from voters.actions.common import moment, remember
from voters.actions.referrals import given_back
from voters.choices import PetitionStatus, Result
from voters.models import ContactMeeting, Petition, Referral, Reply, ResultChange, Verdict
from voters.queries.naming import with_known
from voters.rules import FINISHING, stated
from voters.workflow.above import GIVEN_BACK, REOPENED_ABOVE
from voters.workflow.merging import FOLLOW, back_to

GROUPED = (*FOLLOW.values(), *(back_to(status) for status in PetitionStatus.OPEN))
"""Steps by which a merged petition went with its group, and back where it was taken out of it."""
ABOVE = (GIVEN_BACK, REOPENED_ABOVE)
"""Steps that followed what became of it in the register above."""
ORDER = ("forward", "refuse", "accept", "spot", "reply", "resolve", "judge", "reopen", "return", "finish")
ORDER += (*ABOVE, *GROUPED)
"""Steps of one day happened in this order."""
OWN_FACTS = ("answered_on", "resolved_on", "finished_on", "evidence")
"""What a petition gets back when it leaves its group."""
SAID_BEFORE = {Result.RESOLVED: Result.PLANNED, Result.IN_PROGRESS: Result.EXPLAINED}
"""What the reply said where only the end is known: done later was promised then, reopened later was explained then."""
DONE = Result.RESOLVED.label
"""Stands for evidence of which nothing is known any more."""
BY_GROUP, LEFT = "Trả lời chung với nhóm.", "Không còn trong nhóm."


@dataclass(frozen=True)
class Step:
    """One step with its day. `text`: words of a reply or verdict, evidence, reason; `says`: result or judgement."""

    name: str
    on: date
    body: Body | None = None
    number: str = ""
    says: str = ""
    text: str = ""
    supporting: tuple[Body, ...] = ()
    copied_to: tuple[Body, ...] = ()
    promised_on: date | None = None
    told_on: date | None = None
    told_at: ContactMeeting | None = None
    also_told_at: tuple[ContactMeeting, ...] = ()
    roadmap: str = ""
    evidence: str = ""

    @property
    def place(self) -> tuple[date, int]:
        """Where it stands among others."""
        return self.on, ORDER.index(self.name)


def in_order(steps) -> list[Step]:
    """Steps as they happened."""
    return sorted(steps, key=lambda step: step.place)


def replay(petition: Petition, steps, *, by) -> Petition:
    """Take every step in the order given, through the actions that people use."""
    for step in steps:
        TAKEN[step.name](petition, step, by)
    return petition


def _forward(petition, step, by):
    actions.forward(petition, by=by, to=step.body, supporting=step.supporting, number=step.number, on=step.on)


def _refuse(petition, step, by):
    actions.refuse(petition, by=by, reason=step.text, on=step.on)


def _accept(petition, step, by):
    actions.accept(petition, by=by, on=step.on)


def _spot(petition, step, by):
    body = step.body or petition.competent_body
    actions.answer_on_spot(
        petition, by=by, result=step.says, text=step.text, body=body, sent_on=step.on, evidence=step.evidence
    )


MORE = ("promised_on", "told_on", "told_at", "also_told_at", "roadmap", "evidence")
"""What an answer may say besides."""


def _reply(petition, step, by):
    more = {name: value for name in MORE if (value := getattr(step, name))}
    if step.told_at:
        more["told_through"] = str(step.told_at)[:160]
    actions.reply(
        petition,
        by=by,
        result=step.says,
        text=step.text,
        number=step.number,
        sent_on=step.on,
        body=step.body,
        copied_to=step.copied_to,
        **more,
    )


def _resolve(petition, step, by):
    actions.resolve(petition, by=by, evidence=step.text, on=step.on)


def _judge(petition, step, by):
    actions.judge(petition, by=by, judgement=step.says, body=step.body, on=step.on, text=step.text)


def _reopen(petition, step, by):
    due_on = petition.due_on if petition.due_on and petition.due_on >= step.on else None
    actions.reopen(petition, by=by, on=step.on, due_on=due_on)


def _given_back(petition, step, by):
    facts = stated(Result.NONE, step.on, vars(petition)) | {"competent_body": None}
    _go(petition, replace(step, says=Result.NONE), by, facts)
    given_back(petition, by=by, reason=step.text, on=step.on)


def _reopened_above(petition, step, by):
    _go(petition, step, by, stated(Result.IN_PROGRESS, step.on, vars(petition)) | {"evidence": ""})


def _return(petition, step, by):
    actions.return_petition(petition, by=by, reason=step.text, on=step.on)


def _finish(petition, step, by):
    actions.finish(petition, by=by, on=step.on)


def _follow(petition, step, by):
    """The answer of its group became its own; the lead itself may stand in another row, or in no file."""
    if "own" not in petition.__dict__:
        petition.own = {name: getattr(petition, name) for name in OWN_FACTS}, [*open_about(petition)]
        keys = [duty.pk for duty in petition.own[1]]
        petition.before_group = petition.own[0] | {name: getattr(petition, name) for name in ("status", "result")}
        petition.before_group["duties"] = keys
    facts = {
        "result": step.says,
        "answered_on": petition.answered_on or step.on,
        "resolved_on": (petition.resolved_on or step.on) if step.says == Result.RESOLVED else None,
        "finished_on": (petition.finished_on or step.on) if step.says in FINISHING else None,
        "evidence": step.text,
    }
    _go(petition, step, by, facts)
    if step.name != FOLLOW[PetitionStatus.REOPENED]:
        deadlines.fulfil(petition, on=step.on, by=by, evidence=BY_GROUP)


def _leave(petition, step, by):
    """It stood again as it had stood before it followed."""
    if "own" not in petition.__dict__:
        raise NotNow("Trước đó chưa theo nhóm nào.")
    facts, owed = petition.__dict__.pop("own")
    del petition.before_group
    _go(petition, step, by, facts | {"result": step.says})
    deadlines.owed_again(petition, [duty.pk for duty in owed], by=by, reason=LEFT)


def _go(petition, step, by, facts) -> None:
    door.move(petition, step.name, by=by, at=moment(step.on, by), consequence=True, **facts)
    remember(petition, step.name, step.on)


TAKEN = {
    "forward": _forward,
    "refuse": _refuse,
    "accept": _accept,
    "spot": _spot,
    "reply": _reply,
    "resolve": _resolve,
    "judge": _judge,
    "reopen": _reopen,
    "return": _return,
    "finish": _finish,
    GIVEN_BACK: _given_back,
    REOPENED_ABOVE: _reopened_above,
    **dict.fromkeys(FOLLOW.values(), _follow),
    **{back_to(status): _leave for status in PetitionStatus.OPEN},
}


def steps_of(petition: Petition) -> list[Step]:
    """Everything that was done with a petition, in the order in which it was written down: it can be replayed."""
    found = [*_referred(petition), *_answered(petition), *_other(petition)]
    steps: list[Step] = []
    for step, _ in sorted(found, key=lambda row: (row[1], ORDER.index(row[0].name))):
        if step.name == "finish" and steps:  # closed with the day of the last result, perhaps after a later verdict
            step = replace(step, on=max(step.on, steps[-1].on))
        steps.append(step)
    return steps


def _rows(petition, name: str):
    """The rows of a petition in another table; those that `with_steps` fetched with it."""
    fetched = petition.__dict__.get(f"all_{name}")
    return getattr(petition, name).all() if fetched is None else fetched


def _referred(petition):
    given_back = {change.on for change in _rows(petition, "result_changes") if change.step == GIVEN_BACK}
    for referral in _rows(petition, "referrals"):
        if referral.under_id:  # what a committee assigned on is its own affair
            continue
        asked = tuple(sorted(referral.supporting.all(), key=lambda body: body.pk))
        sent = Step("forward", referral.sent_on, referral.to, referral.number, supporting=asked)
        yield sent, (referral.created_at, 0)
        if referral.refused_on and referral.refused_on not in given_back:  # nothing can happen between the two
            yield Step("refuse", referral.refused_on, text=referral.refusal), (referral.created_at, 1)


def _answered(petition):
    for answer in _rows(petition, "replies"):
        copied = tuple(sorted(answer.copied_to.all(), key=lambda body: body.pk))
        step = Step(
            "spot" if answer.on_spot else "reply",
            answer.sent_on,
            answer.body,
            answer.number,
            answer.result,
            answer.text,
            copied_to=copied,
            promised_on=answer.promised_on,
            told_on=answer.told_on,
            told_at=answer.told_at,
            also_told_at=tuple(sorted(answer.also_told_at.all(), key=lambda meeting: meeting.pk)),
            roadmap=answer.roadmap,
        )
        yield step, (answer.created_at, 0)
    for verdict in _rows(petition, "verdicts"):
        step = Step("judge", verdict.on, verdict.body, says=verdict.judgement, text=verdict.text)
        yield step, (verdict.created_at, 0)


def _other(petition):
    changes = list(_rows(petition, "result_changes"))
    grouped = [change for change in changes if change.step in FOLLOW.values()]
    for change in changes:
        words = ""
        if change.step in NOTED:
            words = _note(petition, change.step) or (DONE if change.step == "resolve" else "")
        elif grouped and change is grouped[-1]:
            words = petition.evidence
        if change.step in ("accept", "resolve", "reopen", "return", "finish"):
            yield Step(change.step, change.on, text=words), (change.created_at, 0)
        elif change.step in ABOVE:
            yield Step(change.step, change.on, text=_refusal(petition, change)), (change.created_at, 0)
        elif change.step in GROUPED:
            yield Step(change.step, change.on, says=change.result, text=words), (change.created_at, 0)


def _refusal(petition, change) -> str:
    """Why it was given back on that day after it had been taken on."""
    back = (row.refusal for row in _rows(petition, "referrals") if row.refused_on == change.on and not row.under_id)
    return next(back, "") if change.step == GIVEN_BACK else ""


WITHOUT_COLUMN = ("refuse", *ABOVE, *GROUPED)
"""Steps that are told in lines only."""
NOTED = ("return", "resolve")
"""Steps whose words stand in the history: the reason, the evidence."""


def with_notes(petitions):
    """Petitions with the words of these steps, asked for together."""
    rows = StatusChange.objects.filter(  # ungated: of petitions that one may read
        content_type=ContentType.objects.get_for_model(Petition), object_id=OuterRef("pk")
    )
    notes = {f"note_of_{name}": rows.filter(transition=name).order_by("-id").values("note")[:1] for name in NOTED}
    return petitions.annotate(**{name: Subquery(note) for name, note in notes.items()})


def with_steps(petitions, user=None):
    """Petitions with all that `steps_of` reads, as lists: a copy of each fetched queryset would be half of the work.
    Contact meetings as far as the user may know their names."""
    replies = Reply.objects.select_related("body").prefetch_related("copied_to")  # ungated: as above
    return with_notes(petitions).prefetch_related(
        _all("referrals", Referral.objects.select_related("to").prefetch_related("supporting")),  # ungated: as above
        _all("replies", with_known(replies, user, "told_at", "also_told_at")),
        _all("verdicts", Verdict.objects.select_related("body")),  # ungated: as above
        _all("result_changes", ResultChange.objects.all()),  # ungated: as above
    )


def _all(name: str, rows) -> Prefetch:
    return Prefetch(name, rows, to_attr=f"all_{name}")


def _note(petition, name: str) -> str:
    """What was written when it was last given back or last done."""
    if f"note_of_{name}" in petition.__dict__:
        return petition.__dict__[f"note_of_{name}"] or ""
    rows = StatusChange.objects.about(petition).filter(transition=name)  # ungated: of a petition one may read
    return rows.order_by("-id").values_list("note", flat=True).first() or ""


def told_apart(petition: Petition) -> tuple[list[Step], list[Step]]:
    """(earlier, latest): the latest steps have each name once and a fixed order, so that columns can hold them. Never
    among them: a refusal, what came of a group, anything of a petition whose body is not the one it was forwarded to.
    """
    steps, latest = steps_of(petition), []
    for step in reversed(steps):
        names = {_slot(other) for other in latest}
        if step.name in WITHOUT_COLUMN or _slot(step) in names or in_order([step, *latest]) != [step, *latest]:
            break
        latest.insert(0, step)
    if any(step.name == "forward" and step.body != petition.competent_body for step in latest):
        latest = []
    return steps[: len(steps) - len(latest)], latest


def _slot(step: Step) -> str:
    """Both kinds of answers stand in the same columns."""
    return "reply" if step.name == "spot" else step.name
