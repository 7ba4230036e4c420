"""The Celery application; its configuration and timetable stand in settings (CELERY_*).

Nothing here may import a model: `coordination/__init__.py` loads this module before Django is set up.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coordination.settings")

app = Celery("coordination")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
