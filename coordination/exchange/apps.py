from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ExchangeConfig(AppConfig):
    name = "coordination.exchange"
    label = "exchange"
    verbose_name = "Nạp, xuất Excel"

    def ready(self):
        """Let every app declare its kinds, and answer the questions of the lists."""
        from coordination.exchange import kinds, listing  # noqa: PLC0415 - models exist from here on
        from coordination.ui import registry  # noqa: PLC0415

        autodiscover_modules("exchange")
        registry.list_file_of.fill(listing.answer)
        registry.list_buttons_of.fill(kinds.list_buttons)
