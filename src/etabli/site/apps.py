from django.apps import AppConfig
from django.db.models.signals import pre_save

from etabli.site.logs import mask_traceback


class SiteConfig(AppConfig):
    name = "etabli.site"
    label = "site"

    def ready(self) -> None:
        pre_save.connect(mask_traceback, sender="django_tasks_database.DBTaskResult")
