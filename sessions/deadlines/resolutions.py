"""What resolutions and their tasks owe the ledger, and what the law says of the day they take effect."""

from dataclasses import dataclass
from datetime import date

from coordination.deadlines import closing
from coordination.deadlines.actions import close_obligation
from coordination.deadlines.calendars import calendar_of
from coordination.deadlines.choices import BasisKind, Verification
from coordination.deadlines.clocks import Clock, due_of
from coordination.deadlines.law import NoRule, rule_of, version_on
from coordination.deadlines.queries import open_about
from coordination.deadlines.words import citation, in_words
from coordination.lib.dates import screen
from coordination.people.choices import Level
from coordination.ui.show import lowfirst
from sessions import queries
from sessions.choices import Procedure, TaskStatus
from sessions.deadlines.common import Duty, LawDuty
from sessions.models import ResolutionTask

GAZETTE = "SES-17"
EFFECT = "DR-13"
DISTRICT = "DR-32"
SHORTENED = "shortened"
PUBLISH = "publish"


@dataclass(frozen=True)
class Earliest:
    """The first day on which the law lets a resolution take effect, and how sure we are of it."""

    day: date
    why: str
    is_verified: bool

    @property
    def words(self) -> str:
        return f"Sớm nhất {screen(self.day)}: {self.why}."


def of_task(task) -> Duty | None:
    """A task of a resolution with a day and not done yet."""
    if not task.due_on or task.done_on:
        return None
    return Duty(task.owner, task.due_on, task.title, str(task.resolution), BasisKind.DISPATCH)


def fulfil_task(task, *, on: date, by, evidence: str, late: dict) -> None:
    """Close what is open about a task; `late` says why and through whom, where it is late."""
    for obligation in open_about(task):
        day = max(on, obligation.opened_on)
        said = {"late_body": obligation.owner} | {key: value for key, value in late.items() if value}
        fields = said if day > obligation.due_on else {}
        close_obligation(obligation, by=by, closed_on=day, evidence=evidence, **fields)


def why_not_by_hand(obligation) -> str | None:
    """A task that is still open ends on its own page, with its result; what is owed for it then ends by itself."""
    if obligation.subject.status == TaskStatus.OPEN:
        return "Nhiệm vụ này còn mở: ghi đã xong trên trang của nhiệm vụ, việc này đóng theo."
    return None


def of_publication(resolution) -> list[LawDuty]:
    """A signed normative resolution goes to the gazette; once there, the gazette publishes it."""
    if not (resolution.is_normative and resolution.signed_on):
        return []
    duties = []
    standing, committee = queries.standing_of(resolution.locality), queries.committee_of(resolution.locality)
    name = resolution.code or resolution.title
    if standing:
        title = f"Gửi đăng Công báo nghị quyết {name}"
        duties.append(LawDuty(GAZETTE, standing, resolution.signed_on, title, beneficiary=committee))
    if committee and resolution.sent_to_gazette_on:
        sent, title = resolution.sent_to_gazette_on, f"Đăng Công báo nghị quyết {name}"
        duties.append(LawDuty(GAZETTE, committee, sent, title, (PUBLISH,)))
    return duties


def earliest_effect(resolution) -> Earliest | None:
    """What the wait after adoption comes to; nothing for individual ones, and where no version of the rule is known."""
    if not (resolution.is_normative and resolution.adopted_on):
        return None
    variants = (SHORTENED,) if resolution.procedure == Procedure.SHORTENED else ()
    try:
        rule = rule_of(EFFECT, resolution.locality)
        version = version_on(rule, resolution.adopted_on, locality=resolution.locality, variants=variants)
    except NoRule:
        return None
    day = due_of(Clock(version), resolution.adopted_on, calendar_of(resolution.locality_id))
    why = f"{in_words(version)} ({rule.code}, {citation(version)}; {lowfirst(version.get_verification_display())})"
    return Earliest(day, why, version.verification == Verification.VERIFIED)


def early_effect(resolution, day: date | None = None) -> Earliest | None:
    """The earliest day, where the given one (else the one written down) lies before it."""
    day = day or resolution.effective_from
    earliest = earliest_effect(resolution) if day else None
    return earliest if earliest and day < earliest.day else None


def replace_by(resolution) -> Earliest | None:
    """Until when a normative resolution of an ended district has to be replaced or repealed; nothing for others."""
    if not resolution.is_normative or resolution.locality.level != Level.DISTRICT or resolution.ended_on:
        return None
    try:
        rule = rule_of(DISTRICT)
        version = max(rule.versions.for_locality(None), key=lambda row: row.effective_from, default=None)
    except NoRule:
        return None
    if version is None:
        return None
    why = f"{rule.code}, {citation(version)}; {lowfirst(version.get_verification_display())}"
    return Earliest(version.fixed_day(version.effective_from), why, version.verification == Verification.VERIFIED)


closing.add(ResolutionTask, why_not_by_hand)
