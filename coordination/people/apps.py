from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "coordination.people"
    label = "people"
    verbose_name = "Cơ quan và người"

    def ready(self):
        """Names sort the Vietnamese way on SQLite too."""
        from coordination.records import sqlite  # noqa: PLC0415 - signals are connected once the apps are loaded

        sqlite.connect()
