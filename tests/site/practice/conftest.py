"""A template to practise on, built once."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from etabli.site.practice import exercises
from tests.once import once_per_run
from tests.settings import MAILERS


@pytest.fixture(autouse=True)
def _the_way_out(settings: Any) -> None:
    """The real settings of mail, which Django's tests put aside: what would leave is then in `mail.outbox`."""
    settings.MAILERS = MAILERS


@pytest.fixture(scope="session")
def template(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    from django.conf import settings

    def make(folder: Path) -> None:
        with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
            patch.setattr(settings, "PRACTICE", folder)
            exercises.build_template(timezone.now())

    shutil.copytree(once_per_run(tmp_path_factory, "practice", make), settings.PRACTICE, dirs_exist_ok=True)
