from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JourneysConfig(AppConfig):
    name = "etabli.programme.journeys"
    verbose_name = _("The path")
