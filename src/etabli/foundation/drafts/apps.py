from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DraftsConfig(AppConfig):
    name = "etabli.foundation.drafts"
    verbose_name = _("What is being written")
