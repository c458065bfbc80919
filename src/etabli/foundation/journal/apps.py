from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "etabli.foundation.journal"
