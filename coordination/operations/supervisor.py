"""Runs a few programs as one: all start, all stop, none is left behind."""

import ctypes
import os
import signal
import subprocess
import time
from contextlib import suppress

PR_SET_PDEATHSIG = 1
libc = ctypes.CDLL(None)


def die_with_parent() -> None:
    """In the child: the kernel ends it when its parent is gone, even by kill -9."""
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Supervisor:
    """Named child programs, each in a process group of its own so that Ctrl-C reaches them in our order only."""

    def __init__(self, patience: float) -> None:
        self.patience = patience
        self.children: dict[str, subprocess.Popen] = {}
        self.stopping = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.ask_to_stop)

    def ask_to_stop(self, *_args) -> None:
        self.stopping = True

    def start(self, name: str, command: list[str]) -> None:
        self.children[name] = subprocess.Popen(  # noqa: S603 - our own programs
            command, start_new_session=True, preexec_fn=die_with_parent, stdin=subprocess.DEVNULL
        )

    def fallen(self) -> str | None:
        """Name of a child that ended by itself."""
        return next((name for name, child in self.children.items() if child.poll() is not None), None)

    def watch(self) -> str | None:
        """Wait until somebody asks to stop (None) or a child ends by itself (its name)."""
        while not self.stopping:
            if name := self.fallen():
                return name
            time.sleep(0.2)
        return None

    def stop(self) -> None:
        """Ask every child to finish, and end what is left when patience runs out."""
        for child in self.children.values():
            if child.poll() is None:
                child.terminate()
        end = time.monotonic() + self.patience
        for child in self.children.values():
            with suppress(subprocess.TimeoutExpired):
                child.wait(max(0, end - time.monotonic()))
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()
