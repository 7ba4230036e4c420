"""Who may write what in the ledger: asked by the workflow, the actions and the pages."""

from coordination.people.choices import BodyKind, Level
from coordination.people.roles import Reach


def owes(obligation, membership) -> bool:
    """Whether the duty is one of the side acted for. In a commune a few officials work for all sides."""
    owner = obligation.owner
    if owner.principal.pk in membership.principal_ids:
        return True
    return owner.locality_id == membership.locality_id and owner.locality.level == Level.COMMUNE


def keeps_ledger(obligation, membership) -> bool:
    """Whether one may waive, reopen and correct it: an office of the side it is owed to, never the debtor alone.

    Where nobody of this locality awaits it, the council's office keeps the ledger; but what the council's side itself
    owes to somebody outside it cannot forgive itself.
    """
    if membership.role_class.reach is not Reach.LOCALITY or membership.locality_id != obligation.locality_id:
        return False
    if obligation.beneficiary is None:
        return _is_of_council(membership)
    awaiting = obligation.beneficiary.principal
    if awaiting.pk in membership.principal_ids:
        return True
    has_office_here = awaiting.locality_id == obligation.locality_id and awaiting.kind in BodyKind.PRINCIPAL
    return not has_office_here and not owes(obligation, membership) and _is_of_council(membership)


def may_close(obligation, membership) -> bool:
    """The debtor says that it is done; so may whoever keeps the ledger."""
    return owes(obligation, membership) or keeps_ledger(obligation, membership)


def may_urge(obligation, membership) -> bool:
    """Whoever it is owed to reminds the debtor; so does the debtor's own side, above or beside it."""
    return membership.role_class.reach is Reach.LOCALITY and may_close(obligation, membership)


def keeps_clock(obligation, membership) -> bool:
    """Whether one may stop and extend it: it must run forward from its anchor, and be in one's own ledger."""
    has_clock = obligation.version is not None and obligation.version.has_clock
    return has_clock and keeps_ledger(obligation, membership)


def explains_lateness(obligation, membership) -> bool:
    """Whether it was done late, nobody has said why yet, and it is for this side to say so."""
    was_late = obligation.closed_on is not None and obligation.closed_on > obligation.due_on
    return was_late and not obligation.late_cause and may_close(obligation, membership)


def nobody(obligation, membership) -> bool:
    """What the law does is no step of people."""
    return False


def _is_of_council(membership) -> bool:
    """Whether one works for the council of the locality; a joint office does so too."""
    bodies = membership.locality.bodies.filter(pk__in=membership.principal_ids, kind__in=BodyKind.OF_COUNCIL)
    return bodies.exists()
