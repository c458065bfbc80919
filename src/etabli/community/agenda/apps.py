from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgendaConfig(AppConfig):
    name = "etabli.community.agenda"
    verbose_name = _("Events")
