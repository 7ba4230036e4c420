"""What is asked again and again while many rows are written together is asked once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps

_kept: ContextVar[dict | None] = ContextVar("kept", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Inside it functions marked `remembered` answer the same question once; nothing they read may change meanwhile."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def remembered(ask: Callable) -> Callable:
    """Keep the answer while somebody is `remembering`; elsewhere the function is asked each time."""

    @wraps(ask)
    def answer(*about):
        kept = _kept.get()
        if kept is None:
            return ask(*about)
        key = (ask, *about)
        if key not in kept:
            kept[key] = ask(*about)
        return kept[key]

    return answer
