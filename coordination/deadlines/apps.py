from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "coordination.deadlines"
    label = "deadlines"
    verbose_name = "Nghĩa vụ và thời hạn"

    def ready(self):
        """Answer for the red number in the bar, and keep the gate columns of obligations those of their subjects."""
        from coordination.deadlines import queries, signals  # noqa: PLC0415 - models are loaded only now
        from coordination.ui import registry  # noqa: PLC0415

        registry.overdue_count.fill(queries.overdue_count)
        signals.connect()
