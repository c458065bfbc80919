from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BriefsConfig(AppConfig):
    name = "etabli.procurement.briefs"
    verbose_name = _("Projects")
