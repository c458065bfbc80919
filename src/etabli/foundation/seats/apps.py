from django.apps import AppConfig


class SeatsConfig(AppConfig):
    name = "etabli.foundation.seats"
