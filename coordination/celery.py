"""The Celery application; its configuration and timetable stand in settings (CELERY_*).

Nothing here may import a model: `coordination/__init__.py` loads this module before Django is set up.
"""

import os

from celery import Celery, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coordination.settings")

app = Celery("coordination")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@signals.setup_logging.connect
def keep_our_log(**kwargs) -> None:
    """Celery leaves the log as LOGGING in settings describes it: same lines, same filters, level LOG_LEVEL.

    Whoever answers this signal sets up the log; Django has done so already.
    """
