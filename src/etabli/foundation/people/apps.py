from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "etabli.foundation.people"
