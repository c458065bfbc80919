from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiagnosisConfig(AppConfig):
    name = "etabli.programme.diagnosis"
    verbose_name = _("Where to start")
