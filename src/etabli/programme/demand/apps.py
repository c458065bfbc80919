from django.apps import AppConfig


class DemandConfig(AppConfig):
    name = "etabli.programme.demand"
