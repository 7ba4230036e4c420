"""What can be done in the background: a kind, its words, and the function that does it. Filled from above.

An app declares its kinds in a module `jobs.py`, which is imported when all apps are ready.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """The file that came of a job."""

    name: str
    content: bytes
    content_type: str


@dataclass(frozen=True)
class Handler:
    """`run(job, progress)` gives (file name, bytes, content type), or nothing when there is no file.

    `taken(job, by=user)` is told when somebody takes that file out.
    """

    kind: str
    run: Callable
    label: str
    taken: Callable | None = None


_handlers: dict[str, Handler] = {}


def register(kind: str, run: Callable, label: str = "", taken: Callable | None = None) -> None:
    """Declare a kind of work; `label` names it on the page ("Dựng báo cáo PDF")."""
    _handlers[kind] = Handler(kind, run, label or kind, taken)


def handler_of(kind: str) -> Handler | None:
    """The declared kind, or none."""
    return _handlers.get(kind)
