"""What the steps of a draft owe the ledger, and how long the law makes them wait."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.urls import reverse

from coordination.audit.actors import System
from coordination.deadlines import closing
from coordination.deadlines.actions import reopen_obligation
from coordination.deadlines.calendar import Direction, Length, Unit, due_day
from coordination.deadlines.calendars import calendar_of
from coordination.deadlines.choices import BasisKind, ObligationStatus, Verification
from coordination.deadlines.clocks import due_of, replay
from coordination.deadlines.law import NoRule, rule_of, version_on
from coordination.deadlines.models import RuleVersion
from coordination.deadlines.queries import about
from coordination.deadlines.words import citation, in_words
from coordination.lib.dates import screen
from coordination.people.choices import BodyKind
from coordination.people.models import Body
from coordination.ui.show import capfirst
from sessions import path
from sessions.choices import DraftStatus, SessionStatus, StepKind
from sessions.deadlines.common import Duty, LawDuty, Moved, keep_law
from sessions.models import DraftStep
from sessions.path import Anchor, Doer
from sessions.queries import drafts as queries

TITLES = {
    StepKind.CONSULTATION: "Góp ý dự thảo",
    StepKind.CRITICISM: "Gửi dự thảo đến MTTQ để phản biện",
    StepKind.APPRAISAL: "Thẩm định dự thảo",
    StepKind.DOSSIER: "Gửi hồ sơ thẩm tra",
    StepKind.VERIFICATION: "Báo cáo thẩm tra",
    StepKind.DELEGATES: "Gửi hồ sơ dự thảo đến đại biểu",
}
AFTER_POSTING = (StepKind.APPRAISAL, StepKind.APPROVAL, StepKind.DOSSIER)
AFTER_CRITICISM = (StepKind.DOSSIER,)


@dataclass(frozen=True)
class Reckoned:
    """What a rule comes to for an anchor: its day and the version that holds."""

    day: date
    version: RuleVersion


@dataclass(frozen=True)
class Wait:
    """The first day on which something may follow a step, and why."""

    rule: str
    anchor_on: date
    first_day: date
    version: RuleVersion
    before: tuple[str, ...] = ()
    is_counted_back: bool = False

    @property
    def is_binding(self) -> bool:
        """Only what was checked against the text of the law forbids anything."""
        return self.version.verification == Verification.VERIFIED

    @property
    def why_url(self) -> str:
        """Where the rule is tried on the same day and explained."""
        asked = urlencode({"quy-dinh": self.rule, "moc": screen(self.anchor_on), "truong-hop": self.version.variant})
        return f"{reverse('deadlines:calculator')}?{asked}"

    @property
    def words(self) -> str:
        """ "sớm nhất 20/07/2026: ít nhất 20 ngày sau ngày đăng tải (DR-04, …; chưa kiểm chứng)".

        A rule of so many days before what follows is quoted as such: "sớm nhất … để kịp “chậm nhất 15 ngày trước …”".
        """
        unsure = "" if self.is_binding else f"; {self.version.get_verification_display().lower()}"
        said = in_words(self.version)
        why = f" thì mới đủ thời gian “{said}”" if self.is_counted_back else f": {said}"
        return f"sớm nhất {screen(self.first_day)}{why} ({self.rule}, {citation(self.version)}{unsure})"


def reckoned(code: str, anchor_on: date, locality, variants: tuple[str, ...] = ()) -> Reckoned | None:
    """The day that a rule gives for an anchor in a place; nothing where no version holds."""
    try:
        version = version_on(rule_of(code, locality), anchor_on, locality=locality, variants=variants)
    except NoRule:
        return None
    return Reckoned(due_of(replay(version, ()), anchor_on, calendar_of(locality.pk)), version)


FOLLOWS = "Theo dự thảo: "
"""How the reason begins where a step's duty was dropped with its day, so that it comes back with it too."""


def opening_of(draft) -> date | None:
    """The day the session opens or is planned to, where it is known to the day; none of one that is off."""
    session = draft.session
    stands = session is not None and session.status in (*SessionStatus.COMING, *SessionStatus.HELD)
    return session.opening if stands else None


def follow(step, duties: list[LawDuty], *, by) -> list[Moved]:
    """Make what is owed for a step equal to `duties`; what was dropped with the session or the path comes back."""
    session = step.draft.session
    off = session is not None and session.status in (SessionStatus.POSTPONED, SessionStatus.CANCELLED)
    why = f"kỳ họp {session.get_status_display()}." if off else "ngày mốc hoặc trình tự đã đổi."
    dropped = about(step).filter(status=ObligationStatus.WAIVED, outcome__startswith=FOLLOWS)
    _reopen(dropped, duties, reason=f"{FOLLOWS}{why}", by=by)
    return keep_law(step, duties, by=by, reason=f"{FOLLOWS}{why}")


def owe_again(step, *, by) -> None:
    """What was fulfilled by a step is owed again: it turned out not to be done."""
    if step.kind == StepKind.CRITICISM and step.started_on:
        return  # the drafter owed the sending, and that was done
    _reopen(about(step).filter(status=ObligationStatus.DONE), of_step(step), reason="Bỏ ngày xong đã ghi.", by=by)


def _reopen(rows, duties: list[LawDuty], *, reason: str, by) -> None:
    for row in rows.exclude(version=None).select_related("version__rule"):
        if any(duty.is_kept_by(row) for duty in duties):
            reopen_obligation(row, by=by, reason=reason)


def submission_day(draft) -> date | None:
    """By when the draft is submitted to the body that decides: the last day for its dossier, else the opening."""
    opening = opening_of(draft)
    dossier = path.step_of(queries.case_of(draft), StepKind.DOSSIER)
    if opening is None or dossier is None or not dossier.rule:
        return opening
    last = reckoned(dossier.rule, opening, draft.locality)
    return last.day if last else opening


def of_step(step) -> list[LawDuty]:
    """What the law makes somebody owe for a step of a draft that is still on its way."""
    draft = step.draft
    found = path.step_of(queries.case_of(draft), step.kind)
    if found is None or not found.rule or draft.status not in DraftStatus.OPEN:
        return []
    owner, anchor_on = _owner_of(step), _anchor_of(step, found.anchor)
    if owner is None or anchor_on is None:
        return []
    return [
        LawDuty(
            found.rule,
            owner,
            anchor_on,
            f"{TITLES[StepKind(step.kind)]}: {draft}",
            found.variants,
            _awaited_by(step),
        )
    ]


def of_paper(request) -> Duty | None:
    """A paper asked for by a day and not handed in yet, owed to who asked."""
    if not request.due_on or request.delivered_on:
        return None
    title, basis = f"Cung cấp tài liệu: {request.paper}", f"Yêu cầu của {request.from_body}"
    return Duty(request.to_body, request.due_on, title, basis, BasisKind.DISPATCH, request.from_body)


def waits_of(draft, steps) -> list[Wait]:
    """What the steps that were begun make wait: posting, the Front's criticism, the effect after the vote."""
    case = queries.case_of(draft)
    found = []
    for step in steps:
        planned = path.step_of(case, step.kind)
        if planned is None:
            continue
        if step.kind == StepKind.POSTING and step.started_on and planned.wait:
            found.append(_wait(planned.wait, step.started_on, draft, before=AFTER_POSTING))
        elif step.kind == StepKind.CRITICISM and step.started_on and planned.rule:
            found.append(_wait_before(planned.rule, step.started_on, draft, before=AFTER_CRITICISM))
        elif step.kind == StepKind.VOTE and step.done_on and draft.status == DraftStatus.ADOPTED and planned.wait:
            found.append(_wait(planned.wait, step.done_on, draft, planned.wait_variants))
    return [wait for wait in found if wait]


def check_waits(draft, kind: str, on: date, *, by) -> None:
    """Raise ValidationError at `on` where a checked rule says that a step comes too early; a job records the past."""
    if isinstance(by, System):
        return
    for wait in waits_of(draft, draft.steps.all()):
        if wait.is_binding and kind in wait.before and on < wait.first_day:
            raise ValidationError({"on": f"Chưa được: {wait.words}."})


def early_steps(waits: list[Wait], steps) -> list[str]:
    """Sentences about steps that came before the first day allowed for them."""
    found = []
    for wait in waits:
        for step in steps:
            day = step.done_on if step.kind == StepKind.DOSSIER else step.started_on
            if step.kind in wait.before and day and wait.anchor_on <= day < wait.first_day:
                words = capfirst(StepKind(step.kind).label)
                found.append(f"{words} ngày {screen(day)} là sớm; {wait.words}.")
    return found


def _wait(rule: str, anchor_on: date, draft, variants=(), before=()) -> Wait | None:
    last = reckoned(rule, anchor_on, draft.locality, variants)
    return Wait(rule, anchor_on, last.day, last.version, before) if last else None


def _wait_before(rule: str, sent_on: date, draft, before=()) -> Wait | None:
    """The first day whose own "so many days before" is not earlier than the day of sending."""
    version = getattr(reckoned(rule, sent_on, draft.locality), "version", None)
    if version is None:
        return None
    calendar = calendar_of(draft.locality_id)
    length = version.length
    day = due_day(sent_on, Length(length.value, Unit(length.unit), Direction.AFTER, length.sense), calendar)
    while day > sent_on and due_of(replay(version, ()), day - timedelta(days=1), calendar) >= sent_on:
        day -= timedelta(days=1)
    while due_of(replay(version, ()), day, calendar) < sent_on:
        day += timedelta(days=1)
    return Wait(rule, sent_on, day, version, before, is_counted_back=True)


def _owner_of(step):
    """Who owes it: the drafter sends to the Front; who submits hands the dossier in; else whoever does the step."""
    draft = step.draft
    if step.kind == StepKind.CRITICISM:
        return draft.drafting_body
    if step.kind == StepKind.DOSSIER:
        return draft.submitting_body or draft.drafting_body
    return step.body


def _anchor_of(step, anchor: Anchor) -> date | None:
    if anchor == Anchor.OPENING:
        return opening_of(step.draft)
    if anchor == Anchor.SUBMISSION:
        return submission_day(step.draft)
    return step.started_on


def _awaited_by(step):
    """The drafter awaits opinions, the delegates their papers; everything else is the Standing Committee's."""
    if step.kind in (StepKind.CONSULTATION, StepKind.APPRAISAL):
        return step.draft.drafting_body
    if step.kind == StepKind.CRITICISM:
        return next(iter(queries.bodies_for(step.draft, Doer.FRONT)), None)
    if step.kind == StepKind.DELEGATES:
        return Body.objects.filter(locality=step.locality_id, kind=BodyKind.COUNCIL).first()
    return None


ENDS_WITH = {
    StepKind.CONSULTATION: (DraftStatus.CONSULTATION, "Ghi ý kiến góp ý"),
    StepKind.APPRAISAL: (DraftStatus.APPRAISAL, "Ghi kết quả thẩm định"),
    StepKind.VERIFICATION: (DraftStatus.VERIFICATION, "Ghi kết quả thẩm tra"),
}
"""Steps of the workflow that end a duty, in the status in which they can be taken."""


def why_not_by_hand(obligation) -> str | None:
    """While the draft waits for just this, its own step ends the duty, with the opinion or the report."""
    step = obligation.subject
    status, words = ENDS_WITH.get(StepKind(step.kind), ("", ""))
    if step.started_on and step.done_on is None and step.draft.status == status:
        return f"Làm bước “{words}” ở trang dự thảo: việc này khi ấy tự đóng."
    return None


closing.add(DraftStep, why_not_by_hand)
