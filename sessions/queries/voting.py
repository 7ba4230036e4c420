"""What is asked of ballots: which rule sets the majority, and which ballot of a subject is the last."""

from datetime import date

from coordination.deadlines.law import NoRule, rule_of, version_on
from coordination.deadlines.models import RuleVersion
from coordination.lib.dates import screen
from coordination.lib.text import fold
from sessions.choices import BallotBase, MajorityCase
from sessions.models import Ballot
from sessions.queries.hall import turnout_of

SUBJECTS = ("draft", "item", "personnel")

RULES: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    MajorityCase.RESOLUTION: (("SES-14", ()),),
    MajorityCase.NORMATIVE: (("DR-12", ()), ("SES-14", ())),
    MajorityCase.REMOVAL: (("SES-14", ("removal",)),),
    MajorityCase.CONCLUSION: (("OV-20", ("conclusion",)),),
    MajorityCase.UNKNOWN: (),
}
"""Where the majority of each case stands in the law, best first: (code, variants)."""


def majority_of(case: str, on: date, locality) -> RuleVersion | None:
    """The version that holds on the day of the vote; none where the law at hand says nothing."""
    for code, variants in RULES[case]:
        try:
            return version_on(rule_of(code, locality), on, locality=locality, variants=variants)
        except NoRule:
            continue
    return None


def case_of(version: RuleVersion | None) -> str:
    """The case that a stored version was chosen for."""
    if version is None:
        return MajorityCase.UNKNOWN
    said = (version.rule.code, tuple(word for word in version.variant.split(",") if word))
    return next(case for case, rules in RULES.items() if said == rules[0])


def base_of(version: RuleVersion) -> str:
    """Of whom the majority of a rule is counted: its anchor says so ("tổng số đại biểu HĐND")."""
    return BallotBase.PRESENT if "co mat" in fold(version.anchor) else BallotBase.ALL_DELEGATES


def roll_warnings(ballot: Ballot) -> list[str]:
    """Where the counts of a ballot are not those of the hall: present by the roll, and all who belong there."""
    turnout = turnout_of(ballot.gathering)
    words = []
    if turnout.noted and turnout.present != ballot.present:
        words.append(f"Biểu quyết ghi {ballot.present} có mặt, điểm danh ghi {turnout.present}: xem lại số nào đúng.")
    if turnout.total and turnout.total != ballot.base_count:
        words.append(f"Biểu quyết ghi tổng số {ballot.base_count}, danh sách của ngày ấy có {turnout.total}: xem lại.")
    return words


def last_ballot(subject: str, record, besides: int | None = None) -> Ballot | None:
    """The ballot about a record that none repeats; `subject` names the link ("draft", "item", "personnel")."""
    rows = Ballot.objects.filter(**{subject: record}, repeated_by=None).exclude(pk=besides)
    return rows.order_by("held_on", "pk").last()


def vote_words(record) -> str:
    """What was voted last about a draft, a content or a personnel matter, in one sentence; "" before a vote."""
    subject = next((name for name in SUBJECTS if isinstance(record, Ballot._meta.get_field(name).related_model)), None)
    last = last_ballot(subject, record) if subject else None
    if last is None:
        return ""
    result = last.state[1]
    return f"Biểu quyết {screen(last.held_on)}: {last.votes_for}/{last.base_count} tán thành, {result}."
