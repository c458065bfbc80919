from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "etabli.foundation.ui"

    def ready(self) -> None:
        from etabli.foundation.ui.error_messages import replace_django_messages

        replace_django_messages()
