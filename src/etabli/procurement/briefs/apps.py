from django.apps import AppConfig


class BriefsConfig(AppConfig):
    name = "etabli.procurement.briefs"
