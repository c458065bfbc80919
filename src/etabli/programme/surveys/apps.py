from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "etabli.programme.surveys"
