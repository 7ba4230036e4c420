from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "coordination.documents"
    label = "documents"
    verbose_name = "Văn bản"
