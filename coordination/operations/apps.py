from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "coordination.operations"
    label = "operations"
    verbose_name = "Vận hành"

    def ready(self):
        """The banner of whoever runs the installation."""
        from coordination.operations.health import warning_for  # noqa: PLC0415 - models exist from here on
        from coordination.ui import registry  # noqa: PLC0415

        registry.operator_warning.fill(warning_for)
