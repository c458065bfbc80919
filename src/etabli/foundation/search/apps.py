from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "etabli.foundation.search"
