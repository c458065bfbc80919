from django.apps import AppConfig


class DiaryConfig(AppConfig):
    name = "etabli.programme.diary"
