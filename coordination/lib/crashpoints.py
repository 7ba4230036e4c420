"""Numbered places in the sweep and the outbox at which a test may end the process, to prove that nothing is lost.

A program passes them without a word. `CRASH_AT=outbox-2` in the environment ends it there as `kill -9` would.
"""

import os

POINTS = (
    "sweep-1",  # markers of one obligation written, transaction still open
    "sweep-2",  # markers of one obligation committed
    "sweep-3",  # letter written and markers claimed, transaction still open
    "sweep-4",  # letter committed, not rung for yet
    "outbox-1",  # letter claimed, nothing sent
    "outbox-2",  # composed, not handed to the server yet
    "outbox-3",  # accepted by the server, not recorded yet
    "outbox-4",  # recorded
)

armed = os.environ.get("CRASH_AT", "")


def die() -> None:
    """As if the machine lost power: no handler runs, no transaction ends."""
    os._exit(9)


def passing(point: str) -> None:
    """Say that the program is at this point; nothing happens unless it is armed."""
    if point == armed:
        die()
