from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WatchesConfig(AppConfig):
    name = "etabli.programme.watches"
    verbose_name = _("Being told of workshops")
