from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "etabli.demo"
