from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "etabli.programme.planning"
