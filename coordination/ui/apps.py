from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class UiConfig(AppConfig):
    name = "coordination.ui"
    label = "ui"
    verbose_name = "Giao diện"

    def ready(self):
        """Let every app declare what the shared mechanisms draw from."""
        autodiscover_modules("search", "workflow", "panels", "figures")
