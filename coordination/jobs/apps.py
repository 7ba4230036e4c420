from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "coordination.jobs"
    label = "jobs"
    verbose_name = "Việc nền"

    def ready(self):
        """Let every app declare what it does in the background."""
        from coordination.jobs import heartbeats  # noqa: PLC0415 - models exist from here on

        autodiscover_modules("jobs")
        heartbeats.connect()
