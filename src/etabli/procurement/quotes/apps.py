from django.apps import AppConfig


class QuotesConfig(AppConfig):
    name = "etabli.procurement.quotes"
