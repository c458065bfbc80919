from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OwnDataConfig(AppConfig):
    name = "etabli.foundation.own_data"
    verbose_name = _("Copies and erasures of data")
