from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DeadlinesConfig(AppConfig):
    name = "coordination.deadlines"
    label = "deadlines"
    verbose_name = "Nghĩa vụ và thời hạn"

    def ready(self):
        """Fill the red number in the bar, watch over the gate columns, load rules and calendar after a migration."""
        from coordination.deadlines import distance, loading, queries, seeding, signals  # noqa: PLC0415 - models are loaded only now
        from coordination.deadlines.reminders import composing  # noqa: PLC0415
        from coordination.ui import registry  # noqa: PLC0415

        registry.overdue_count.fill(queries.overdue_count)
        registry.distance.fill(distance.distance)
        registry.why_url.fill(queries.why_url)
        signals.connect()
        post_migrate.connect(loading.after_migrate, sender=self, dispatch_uid="coordination.deadlines.rules")
        post_migrate.connect(seeding.after_migrate, sender=self, dispatch_uid="coordination.deadlines.calendar")
        composing.connect()
