from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SeatsConfig(AppConfig):
    name = "etabli.foundation.seats"
    verbose_name = _("Places and sign-ups")
