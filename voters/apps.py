from django.apps import AppConfig


class VotersConfig(AppConfig):
    name = "voters"
    label = "voters"
    verbose_name = "Cử tri và kiến nghị"

    def ready(self):
        """The ledger asks this app before somebody closes a duty to reply by hand."""
        from voters import deadlines  # noqa: F401, PLC0415
