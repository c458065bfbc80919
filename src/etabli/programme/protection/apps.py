from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProtectionConfig(AppConfig):
    name = "etabli.programme.protection"
    verbose_name = _("Protection and backup")
