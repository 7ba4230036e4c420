"""The path of a draft resolution: which steps, in which order, done by whom, under which rule. Pure.

It follows from what the draft is (normative or individual), its procedure, the level, and the law of the day on which
it was registered. Numbers of days stand in the rules of the ledger; here stand their codes and cases only.
Sources: Laws 80/2015 and 64/2025 with Decrees 78 and 187/2025 on legal documents, Law 75/2015 on the Front; for
individual resolutions the working rules of the councils. Most of it is unverified, so that a path never forbids a step
by a number; it only says which steps there are.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from coordination.people.choices import Level
from sessions.choices import StepKind

LAW_OF_2025 = date(2025, 4, 1)
"""First day of Law 64/2025: no separate stage of proposing any more."""
COMMUNE_POWER_BACK = date(2025, 7, 1)
"""First day of Law 87/2025 and Decree 187/2025: communes issue legal documents again, with a period of their own."""

NOT_FOR_INDIVIDUAL = "Nghị quyết cá biệt không có bước này"
GAP = (
    "Từ ngày 01/04/2025 đến hết ngày 30/06/2025 cấp xã không ban hành văn bản quy phạm pháp luật "
    "(Luật 64/2025/QH15 trước khi sửa đổi; chưa kiểm chứng)."
)
ONLY_NORMATIVE_IS_SHORTENED = (
    "Trình tự, thủ tục rút gọn là của văn bản quy phạm pháp luật; nghị quyết cá biệt vốn không có các bước dài ấy."
)


class Doer(StrEnum):
    """Who does a step; which body that is, the draft says."""

    STANDING = "standing"
    DRAFTER = "drafter"
    CONSULTED = "consulted"
    FRONT = "front"
    JUSTICE = "justice"
    COMMITTEE = "committee"
    SUBMITTER = "submitter"
    BOARD = "board"
    COUNCIL = "council"


DOER_WORDS = {
    Doer.STANDING: "Thường trực HĐND",
    Doer.DRAFTER: "cơ quan soạn thảo",
    Doer.CONSULTED: "cơ quan được lấy ý kiến",
    Doer.FRONT: "MTTQ",
    Doer.JUSTICE: "cơ quan tư pháp",
    Doer.COMMITTEE: "UBND",
    Doer.SUBMITTER: "cơ quan trình",
    Doer.BOARD: "Ban của HĐND",
    Doer.COUNCIL: "HĐND",
}


class Anchor(StrEnum):
    """The day that the rule of a step is reckoned from."""

    NONE = ""
    STARTED = "started"
    OPENING = "opening"
    SUBMISSION = "submission"


@dataclass(frozen=True)
class Case:
    """What decides the path."""

    is_normative: bool
    is_shortened: bool = False
    is_complex: bool = False
    level: str = Level.PROVINCE
    on: date = LAW_OF_2025
    is_posted: bool = False
    is_criticised: bool = False
    by_committee: bool = True

    @property
    def is_commune(self) -> bool:
        """Whether it is a draft of a commune."""
        return self.level == Level.COMMUNE

    @property
    def shortens(self) -> bool:
        """Whether the shortened procedure changes anything: it exists for legal documents only."""
        return self.is_normative and self.is_shortened


@dataclass(frozen=True)
class PathStep:
    """One step: what, who, the rule that sets its latest day (`rule`) or its shortest length (`wait`)."""

    kind: StepKind
    doer: Doer
    label: str = ""
    rule: str = ""
    variants: tuple[str, ...] = ()
    anchor: Anchor = Anchor.NONE
    wait: str = ""
    wait_variants: tuple[str, ...] = ()
    is_skippable: bool = False

    @property
    def words(self) -> str:
        """The step in words, capital first letter."""
        text = self.label or StepKind(self.kind).label
        return text[:1].upper() + text[1:]


def path_of(case: Case) -> tuple[PathStep, ...]:
    """The steps in their order."""
    steps = (*_before_session(case), *_at_session(case))
    return steps if case.is_normative else tuple(_without_rules(step) for step in steps)


def step_of(case: Case, kind: str) -> PathStep | None:
    """The step of that kind, if the path has it."""
    return next((step for step in path_of(case) if step.kind == kind), None)


def why_not(case: Case, kind: str) -> str | None:
    """Why the path has no such step, as a sentence; nothing when it has it."""
    if step_of(case, kind):
        return None
    words = StepKind(kind).label
    if kind == StepKind.CRITICISM:
        return "Dự thảo này không đề nghị MTTQ phản biện: ghi “đề nghị MTTQ phản biện” ở phần sửa dự thảo trước."
    if kind == StepKind.APPROVAL:
        return f"Không phải UBND trình nên không có bước “{words}”."
    if not case.is_normative:
        return f"{NOT_FOR_INDIVIDUAL}: {words}."
    if case.is_commune and kind == StepKind.APPRAISAL:
        return "Dự thảo của HĐND cấp xã không qua thẩm định của cơ quan tư pháp."
    return f"Trình tự rút gọn không có bước “{words}”."


def warnings_of(case: Case) -> list[str]:
    """What makes the path doubtful; it forbids nothing."""
    found = []
    if case.is_normative and case.is_commune and LAW_OF_2025 <= case.on < COMMUNE_POWER_BACK:
        found.append(GAP)
    if case.is_shortened and not case.is_normative:
        found.append(ONLY_NORMATIVE_IS_SHORTENED)
    return found


def _before_session(case: Case):
    yield PathStep(StepKind.ASSIGNMENT, Doer.STANDING, _assignment_words(case), is_skippable=not case.is_normative)
    yield PathStep(StepKind.DRAFTING, Doer.DRAFTER)
    if case.is_posted or (case.is_normative and not case.is_shortened):
        yield PathStep(StepKind.POSTING, Doer.DRAFTER, wait="DR-34" if case.is_commune else "DR-04")
    yield PathStep(
        StepKind.CONSULTATION,
        Doer.CONSULTED,
        rule=_opinion_rule(case),
        anchor=Anchor.STARTED,
        is_skippable=case.shortens or not case.is_normative,
    )
    if case.is_criticised:
        yield PathStep(StepKind.CRITICISM, Doer.FRONT, rule="DR-06", anchor=Anchor.SUBMISSION)
    if case.is_normative and not case.is_commune:
        rule = "DR-22" if case.shortens else "DR-07"
        yield PathStep(
            StepKind.APPRAISAL, Doer.JUSTICE, rule=rule, variants=_shortened_case(case), anchor=Anchor.STARTED
        )
    if case.by_committee:
        yield PathStep(StepKind.APPROVAL, Doer.COMMITTEE, is_skippable=not case.is_normative)


def _at_session(case: Case):
    late = not case.shortens  # the periods before the opening are those of the ordinary procedure
    yield PathStep(
        StepKind.DOSSIER,
        Doer.SUBMITTER,
        rule="DR-09" if late else "",
        anchor=Anchor.OPENING if late else Anchor.NONE,
    )
    yield PathStep(
        StepKind.VERIFICATION,
        Doer.BOARD,
        rule="DR-10" if late else "DR-22",
        variants=() if late else _shortened_case(case),
        anchor=Anchor.OPENING if late else Anchor.STARTED,
    )
    yield PathStep(
        StepKind.DELEGATES,
        Doer.STANDING,
        rule="DR-11" if late else "",
        anchor=Anchor.OPENING if late else Anchor.NONE,
    )
    yield PathStep(StepKind.DEBATE, Doer.COUNCIL)
    yield PathStep(StepKind.REVISION, Doer.DRAFTER, is_skippable=True)
    yield PathStep(StepKind.VOTE, Doer.COUNCIL, wait="DR-13", wait_variants=_effect_case(case))


def _without_rules(step: PathStep) -> PathStep:
    """The steps of an individual resolution have no days by law, except what the law says of the Front's criticism and
    of posting in a commune."""
    if step.kind == StepKind.CRITICISM or step.wait == "DR-34":
        return step
    return replace(step, rule="", variants=(), anchor=Anchor.NONE, wait="", wait_variants=())


def _assignment_words(case: Case) -> str:
    if case.is_commune:
        return "phân công soạn thảo (Chủ tịch UBND)"
    if case.is_normative and case.on < LAW_OF_2025:
        return "chấp thuận đề nghị, phân công soạn thảo"
    return ""


def _opinion_rule(case: Case) -> str:
    """How long a consulted body has: the shortened procedure and, since Decree 187/2025, communes have their own."""
    if case.shortens:
        return "DR-24"
    return "DR-33" if case.is_commune and case.on >= COMMUNE_POWER_BACK else "DR-05"


def _shortened_case(case: Case) -> tuple[str, ...]:
    """A longer period for what is complex, since Decree 187/2025."""
    is_longer = case.shortens and case.is_complex and case.on >= COMMUNE_POWER_BACK
    return ("complex",) if is_longer else ()


def _effect_case(case: Case) -> tuple[str, ...]:
    """Since Law 64/2025 what was made by the shortened procedure may hold at once."""
    return ("shortened",) if case.shortens and case.on >= LAW_OF_2025 else ()
