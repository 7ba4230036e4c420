"""Worker and scheduler as threads of the one web process, for installations without Redis.

The queue then lives in this process's memory: what is in it when the process dies is gone. That loses nothing, because
the job table holds every piece of work with a lease, and the periodic sweep puts back what nobody finished.
"""

import logging
import os
import signal
import threading
import time
from collections.abc import Callable

from celery import Celery
from celery.beat import Service
from celery.result import _set_task_join_will_block
from celery.worker import WorkController, state

logger = logging.getLogger(__name__)


def end_process() -> None:
    """Let the web server's master replace this process by a whole one."""
    os.kill(os.getpid(), signal.SIGTERM)


class EmbeddedWork:
    """A Celery worker and its timetable, started and stopped together. If one of them falls, `on_fall` is called."""

    def __init__(self, app: Celery, *, concurrency: int, on_fall: Callable[[], None] = end_process) -> None:
        app.finalize()
        self.on_fall = on_fall
        self.stopping = False
        # Built here, in the main thread, so that what is wrong stops the start. It installs no signal handlers.
        self.worker = WorkController(
            app=app,
            pool="threads",
            concurrency=concurrency,
            hostname="embedded@localhost",
            without_heartbeat=True,
            without_mingle=True,
            without_gossip=True,
        )
        self.beat = Service(app, max_interval=1, remote_control=False)
        self.threads = [
            threading.Thread(target=self.guard, args=[part.start], name=name, daemon=True)
            for name, part in (("worker", self.worker), ("beat", self.beat))
        ]

    def guard(self, run: Callable[[], None]) -> None:
        """Run a part that should only end when asked to."""
        _set_task_join_will_block(False)
        try:
            run()
        except Exception:
            logger.exception("An embedded part failed.")
        if not self.stopping:
            logger.critical("The embedded %s ended by itself.", threading.current_thread().name)
            self.on_fall()

    def start(self) -> None:
        for thread in self.threads:
            thread.start()

    def stop(self, timeout: float) -> None:
        """Take no new task; give running ones `timeout` seconds. An idle worker need not be waited for."""
        self.stopping = True
        state.should_stop = 0
        self.beat.stop()
        end = time.monotonic() + timeout
        while state.active_requests and time.monotonic() < end:
            time.sleep(0.05)
