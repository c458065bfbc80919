from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "etabli.foundation.ui"

    def ready(self) -> None:
        from etabli.foundation.ui.error_messages import word_faults

        word_faults()
