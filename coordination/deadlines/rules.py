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


def _is_of_council(membership) -> bool:
    """Whether one works for the council of the locality; a joint office does so too."""
    bodies = membership.locality.bodies.filter(pk__in=membership.principal_ids, kind__in=BodyKind.OF_COUNCIL)
    return bodies.exists()
