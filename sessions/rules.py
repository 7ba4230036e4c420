"""Pure rules of the session: how late a document is, how far the opening is."""

from datetime import date

from coordination.people.choices import Level
from coordination.people.permissions import Permission
from coordination.people.roles import Reach
from sessions.choices import DocumentRole, ItemKind

NEEDED = {
    ItemKind.REPORT: (DocumentRole.REPORT,),
    ItemKind.SUBMISSION: (DocumentRole.SUBMISSION,),
    ItemKind.SCHEME: (DocumentRole.SUBMISSION, DocumentRole.SCHEME),
    ItemKind.DRAFT: (DocumentRole.SUBMISSION, DocumentRole.DRAFT),
    ItemKind.VERIFICATION: (DocumentRole.VERIFICATION,),
    ItemKind.PERSONNEL: (DocumentRole.SUBMISSION,),
}
"""What a content of each kind is laid before the session with; the other kinds have no list of their own."""


def days_late(due: date | None, ended: date | None, today: date) -> int:
    """Calendar days after the due day until the document came (or was withdrawn), else until today; 0 when not late."""
    if due is None:
        return 0
    return max(0, ((ended or today) - due).days)


def needed_roles(
    kind: str,
    *,
    is_normative: bool = False,
    is_shortened: bool = False,
    is_criticised: bool = False,
    is_verified: bool = False,
) -> tuple[DocumentRole, ...]:
    """The papers that make a content complete, in the order of its dossier (luật ban hành văn bản, hồ sơ trình HĐND).

    A normative draft is appraised, and answers the opinions that the ordinary procedure gathers; every draft is
    verified by a board, other contents where a board was named (`is_verified`); the Front's criticism belongs to the
    dossier where it was asked for.
    """
    roles = list(NEEDED.get(ItemKind(kind), ()))
    is_draft = kind == ItemKind.DRAFT
    if is_draft and is_normative:
        roles.append(DocumentRole.APPRAISAL)
        if not is_shortened:
            roles.append(DocumentRole.EXPLANATION)
    if is_draft and is_criticised:
        roles.append(DocumentRole.CRITICISM)
    if (is_draft or is_verified) and roles and DocumentRole.VERIFICATION not in roles:
        roles.append(DocumentRole.VERIFICATION)
    return tuple(roles)


def does_task(task, membership) -> bool:
    """Whether one reports on a task of a resolution: who speaks for its owner, or the council's office for it.

    A department speaks for itself; the office of a principal body for its whole side; in a commune a few officials
    work for all sides.
    """
    owner = task.owner
    if owner.pk in membership.body_ids:
        return True
    if membership.role_class.reach is not Reach.LOCALITY:
        return False
    if owner.locality_id == membership.locality_id and owner.locality.level == Level.COMMUNE:
        return True
    if owner.principal.pk in membership.principal_ids:
        return True
    keeps_book = Permission.RESOLUTION_EDIT in membership.role_class.permissions
    return keeps_book and task.locality_id == membership.locality_id


def least_votes(of: int, numerator: int, denominator: int, *, is_strict: bool) -> int:
    """The fewest votes of so many that reach a share, or pass it; in whole numbers, so that 2/3 of 51 is exactly 34."""
    if is_strict:
        return of * numerator // denominator + 1
    return -(-of * numerator // denominator)


def is_majority(votes: int, of: int, numerator: int, denominator: int, *, is_strict: bool) -> bool:
    """Whether the votes reach (or, strictly, pass) the share of those it is counted of; nobody is no majority."""
    return of > 0 and votes >= least_votes(of, numerator, denominator, is_strict=is_strict)
