from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "etabli.foundation.notify"
