from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "etabli.community.jobs"
    verbose_name = _("Jobs and internships")
