"""Until now only a creation that was taken back made a session that is not announced: say so of those there are."""

from typing import Any

from django.db import migrations
from django.utils import timezone


def say_so(apps: Any, editor: Any) -> None:
    apps.get_model("workshops", "Session").objects.filter(published_at=None).update(taken_back_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("workshops", "0004_preparing")]
    operations = [migrations.RunPython(say_so, migrations.RunPython.noop)]
