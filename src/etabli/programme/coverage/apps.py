from django.apps import AppConfig


class CoverageConfig(AppConfig):
    name = "etabli.programme.coverage"
