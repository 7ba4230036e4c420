"""Work with many rows at once: what is asked again and again is asked once, what all stays is not looked through."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps

THRESHOLDS = gc.get_threshold()
NEVER = 1_000_000_000
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


@contextmanager
def all_staying() -> Iterator[None]:
    """Inside it objects pile up that are needed to the end: old ones are not looked through again and again for some
    that nobody needs (a quarter of the time of a load), young ones are as always. Of two at once the first that ends
    ends it for both.
    """
    gc.set_threshold(*THRESHOLDS[:2], NEVER)
    try:
        yield
    finally:
        gc.set_threshold(*THRESHOLDS)
