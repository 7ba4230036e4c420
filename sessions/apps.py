from django.apps import AppConfig


class SessionsConfig(AppConfig):
    name = "sessions"
    label = "council_sessions"
    verbose_name = "Kỳ họp"

    def ready(self):
        """Hear of files that are opened."""
        from sessions import receipts  # noqa: PLC0415 - models exist from here on

        receipts.connect()
