"""Whoever takes a file of a session document out has opened that document."""

from coordination.documents.signals import downloaded
from sessions.actions.documents import note_reading
from sessions.models import SessionDocument


def connect() -> None:
    """Listen to downloads of session documents."""
    downloaded.connect(_note, sender=SessionDocument, dispatch_uid="sessions.receipts")


def _note(sender, record, by, **kwargs) -> None:
    note_reading(record, by=by)
