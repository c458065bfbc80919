from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "etabli.territory.places"
