from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "coordination.administration"
    label = "administration"
    verbose_name = "Quản trị"

    def ready(self):
        """Listen to people signing in and out."""
        from coordination.administration import signals  # noqa: PLC0415 - models exist from here on

        signals.connect()
