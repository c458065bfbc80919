from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    name = "etabli.territory.places"
    verbose_name = _("Communes")
