from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "etabli.foundation.ui"
