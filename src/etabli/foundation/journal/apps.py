from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "etabli.foundation.journal"

    def ready(self) -> None:
        """Know every act in every process: an undo may come to any of them."""
        from etabli.foundation.rooms import rooms  # apps are only complete here

        for _actions in rooms("actions"):
            pass
