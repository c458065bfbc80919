from django.apps import AppConfig


class OwnDataConfig(AppConfig):
    name = "etabli.foundation.own_data"
