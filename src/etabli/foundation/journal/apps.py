from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    name = "etabli.foundation.journal"
    verbose_name = _("Several acts at once")

    def ready(self) -> None:
        """Know every act in every process: an undo may come to any of them."""
        from etabli.foundation.registries import registry_modules  # apps are only complete here

        for _actions in registry_modules("actions"):
            pass
