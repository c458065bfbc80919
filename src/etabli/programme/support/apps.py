from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "etabli.programme.support"
