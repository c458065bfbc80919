from django.apps import AppConfig


class AssociationConfig(AppConfig):
    name = "etabli.community.association"
