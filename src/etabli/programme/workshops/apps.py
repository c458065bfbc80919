from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    name = "etabli.programme.workshops"
