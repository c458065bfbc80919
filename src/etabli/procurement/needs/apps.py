from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "etabli.procurement.needs"
