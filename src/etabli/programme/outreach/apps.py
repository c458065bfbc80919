from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "etabli.programme.outreach"
