from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "coordination.notices"
    label = "notices"
    verbose_name = "Thông báo"

    def ready(self):
        """The bell of every page asks here."""
        from coordination.notices.queries import unread_count  # noqa: PLC0415 - models exist from here on
        from coordination.ui import registry  # noqa: PLC0415

        registry.unread_count.fill(unread_count)
