from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "etabli.site"
    label = "site"
