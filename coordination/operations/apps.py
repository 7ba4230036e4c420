from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "coordination.operations"
    label = "operations"
    verbose_name = "Vận hành"
