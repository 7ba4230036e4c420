"""What people do with draft resolutions."""

from django.db import transaction

from coordination.people.concerning import write_concerns
from coordination.workflow import door
from sessions.actions.common import create, move


def create_draft(draft, *, by, related=None):
    """Register a draft; in what a job loads history begins on the day of registration."""
    return create(draft, by=by, related=related, on=draft.registered_on)


@transaction.atomic
def edit_draft(draft, *, by, related=None):
    """Save a draft; comments and verifications follow its drafting body."""
    door.change(draft, by=by, related=related)
    for part in (*draft.comments.all(), *draft.verifications.all()):
        write_concerns(part)
    return draft


def move_draft(name):
    """An action that takes a draft through a step without more to record than a note."""

    def act(draft, *, by, note="", on=None):
        return move(draft, name, by=by, on=on, note=note)

    act.__name__ = f"{name}_draft"
    return act


start_drafting = move_draft("draft")


consult = move_draft("consult")


appraise = move_draft("appraise")


verify_draft = move_draft("verify")


lay_draft = move_draft("lay")


adopt_draft = move_draft("adopt")


reject_draft = move_draft("reject")


def return_draft(draft, *, by, reason, on=None):
    """Sent back to be improved: one round more."""
    return move(draft, "return", by=by, on=on, note=reason, rounds=draft.rounds + 1)


def withdraw_draft(draft, *, by, reason, on=None):
    """The submitting body takes it back."""
    return move(draft, "withdraw", by=by, on=on, note=reason)
