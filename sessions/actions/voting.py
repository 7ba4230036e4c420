"""What people write down of votes. Whether a ballot passed is reckoned from its numbers and the rule of its day."""

from django.core.exceptions import ValidationError
from django.db import transaction

from coordination.records.errors import NotNow
from coordination.workflow import door
from sessions import queries
from sessions.choices import BallotBase, BallotChoiceKind, BallotMethod
from sessions.models import Ballot, BallotChoice
from sessions.rules import is_majority

COUNTED = {
    BallotChoiceKind.FOR: "votes_for",
    BallotChoiceKind.AGAINST: "votes_against",
    BallotChoiceKind.BLANK: "votes_blank",
}
"""Where the sum of each choice stands in the ballot."""


def create_ballot(ballot, *, by, case, announced=False, related=None):
    """Write down a vote. `announced` is what the chair declared, asked for only where no rule is at hand."""
    _reckon(ballot, case, announced)
    return door.create(ballot, by=by, related=related)


@transaction.atomic
def edit_ballot(ballot, *, by, case, announced=False, related=None):
    """Correct a vote; the names written down, where there are any, must still add up."""
    _reckon(ballot, case, announced)
    check_names(ballot, list(ballot.choices.values_list("choice", flat=True)))
    return door.change(ballot, by=by, related=related)


@transaction.atomic
def name_choices(ballot, *, by, choices: dict, revision: int | None = None):
    """Write down how each delegate voted (person → choice), all or nothing; the sums must be those of the ballot.

    `revision` is that of the ballot which the sheet was drawn from: raises Conflict where somebody saved in between.
    """
    if ballot.method == BallotMethod.SECRET:
        raise NotNow("Bỏ phiếu kín thì không ghi từng đại biểu.")
    if revision is not None:
        ballot.revision = revision
    check_names(ballot, list(choices.values()))
    door.change(ballot, by=by, note="Ghi từng đại biểu")
    ballot.choices.all().delete()
    rows = [BallotChoice(ballot=ballot, person=person, choice=choice) for person, choice in choices.items()]
    BallotChoice.objects.bulk_create(rows)
    return ballot


def check_names(ballot: Ballot, choices: list[str]) -> None:
    """Raise ValidationError unless nobody is named, or the names add up to the numbers and the vote was open."""
    if not choices:
        return
    if ballot.method == BallotMethod.SECRET:
        raise ValidationError({"method": "Lần biểu quyết này đã ghi từng đại biểu nên không thể là bỏ phiếu kín."})
    wrong = {}
    for choice, field in COUNTED.items():
        named, counted = choices.count(choice), getattr(ballot, field)
        if named != counted:
            wrong[field] = f"Ghi tên {named} đại biểu {choice.label}, kết quả kiểm là {counted}: hai số phải bằng nhau."
    if wrong:
        raise ValidationError(wrong)


def _reckon(ballot: Ballot, case: str, announced: bool) -> None:
    """Set the version of the rule and whether the ballot passed by it; of whom it is counted is the rule's to say."""
    version = queries.majority_of(case, ballot.held_on, ballot.locality)
    if version is not None:
        ballot.base = queries.base_of(version)
    of = ballot.base_count if ballot.base == BallotBase.ALL_DELEGATES else ballot.present
    ballot.version = version
    if version is None:
        ballot.passed = announced
    else:
        ballot.passed = is_majority(
            ballot.votes_for, of, version.value, version.denominator, is_strict=version.is_strict
        )
