from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PartiesConfig(AppConfig):
    name = "etabli.foundation.parties"

    def ready(self) -> None:
        post_migrate.connect(_make_permanent, sender=self)


def _make_permanent(sender: AppConfig, using: str, **_more: Any) -> None:
    """A database that was emptied has its two permanent rows again."""
    from etabli.foundation.parties.models import Party  # models load after the apps

    Party.objects.db_manager(using).make_permanent()
