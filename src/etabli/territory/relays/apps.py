from django.apps import AppConfig


class RelaysConfig(AppConfig):
    name = "etabli.territory.relays"
