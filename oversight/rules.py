"""Who may write in which book of oversight: pure rules, asked by the workflow, the actions and the pages."""

from coordination.people.choices import BodyKind

ACTING = (
    *BodyKind.OF_COUNCIL,
    BodyKind.NA_DELEGATION,
    BodyKind.FRONT,
    BodyKind.FRONT_STANDING,
    BodyKind.MEMBER_ORGANISATION,
    BodyKind.PARTY,
)
"""Kinds of bodies that supervise, alone or together; the inspection committee of the Party is one of them."""

OF_FRONT = (BodyKind.FRONT, BodyKind.FRONT_STANDING, BodyKind.MEMBER_ORGANISATION)
"""Kinds of bodies that criticise drafts and do the Front's own work."""


def keeps(membership, body) -> bool:
    """Whether the body is of the side (council, Front) that the membership works for: its book is theirs."""
    return body is not None and body.principal.pk in membership.principal_ids
