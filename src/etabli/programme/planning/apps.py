from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanningConfig(AppConfig):
    name = "etabli.programme.planning"
    verbose_name = _("Seasons and plans")
