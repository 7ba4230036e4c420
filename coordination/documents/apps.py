from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DocumentsConfig(AppConfig):
    name = "coordination.documents"
    label = "documents"
    verbose_name = "Văn bản"

    def ready(self):
        """Let every app declare the letters that can be drafted from its records."""
        autodiscover_modules("letters")
