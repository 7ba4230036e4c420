"""Pure rules of the session: how late a document is, how far the opening is."""

from datetime import date


def days_late(due: date | None, ended: date | None, today: date) -> int:
    """Calendar days after the due day until the document came (or was withdrawn), else until today; 0 when not late."""
    if due is None:
        return 0
    return max(0, ((ended or today) - due).days)
