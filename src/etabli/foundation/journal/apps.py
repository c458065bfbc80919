from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    name = "etabli.foundation.journal"
    verbose_name = _("Several acts at once")

    def ready(self) -> None:
        """Know every act in every process: an undo may come to any of them."""
        from etabli.foundation.rooms import rooms  # apps are only complete here

        for _actions in rooms("actions"):
            pass
