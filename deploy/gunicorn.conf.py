"""The web process. PORT and HOST say where it listens; without Redis it carries the worker and the scheduler too."""

import os
from pathlib import Path

EMBEDDED = not os.environ.get("REDIS_URL")
PATIENCE = 10  # seconds for requests and tasks in progress when the server stops

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = 1 if EMBEDDED else int(os.environ.get("WEB_WORKERS", "2"))  # the queue in memory belongs to one process
threads = int(os.environ.get("WEB_THREADS", "8"))
timeout = 120
graceful_timeout = PATIENCE
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a heartbeat file, nothing in it
accesslog = None  # addresses carry search words
loglevel = "warning"
control_socket_disable = True

work = None


def post_worker_init(worker):
    global work
    if EMBEDDED:
        from django.conf import settings  # noqa: PLC0415 - the application is loaded by now, not before

        from coordination.celery import app  # noqa: PLC0415
        from coordination.operations.embedded import EmbeddedWork  # noqa: PLC0415

        work = EmbeddedWork(app, concurrency=settings.CELERY_WORKER_CONCURRENCY)
        work.start()


def worker_exit(server, worker):
    if work:
        work.stop(PATIENCE)
