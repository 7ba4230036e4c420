"""Who writes the letters of this app: told to the outbox when the apps are ready."""

from coordination.deadlines.reminders import assigned, digest, morning
from coordination.notices import letters


def connect() -> None:
    """Called once."""
    for module in (assigned, digest, morning):
        letters.compose_with(module.KIND, module.compose)
