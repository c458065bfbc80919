"""A template to practise on, built once."""

from typing import Any

import pytest
from django.utils import timezone

from etabli.site.practice import exercises
from tests.settings import MAILERS


@pytest.fixture(autouse=True)
def _the_way_out(settings: Any) -> None:
    """The real settings of mail, which Django's tests put aside: what would leave is then in `mail.outbox`."""
    settings.MAILERS = MAILERS


@pytest.fixture(scope="session")
def template(django_db_setup: None, django_db_blocker: Any) -> None:
    from django.conf import settings

    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr(settings, "MIGRATION_MODULES", {})  # it is migrated, as for whoever practises
        exercises.prepare(timezone.now())
