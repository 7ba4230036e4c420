from django.apps import AppConfig


class VotersConfig(AppConfig):
    name = "voters"
    label = "voters"
    verbose_name = "Cử tri và kiến nghị"

    def ready(self):
        """The ledger asks this app before a duty is closed by hand; what is public is compared after every save."""
        from voters import deadlines, signals  # noqa: F401, PLC0415
