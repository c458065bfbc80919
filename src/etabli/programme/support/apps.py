from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupportConfig(AppConfig):
    name = "etabli.programme.support"
    verbose_name = _("Half-days of support")
