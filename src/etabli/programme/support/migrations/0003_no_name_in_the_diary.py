"""What a half-day of support said of itself was the artisan's name: the appointment alone says for whom it is."""

from typing import Any

from django.db import migrations


def forget_names(apps: Any, editor: Any) -> None:
    half_days = apps.get_model("diary", "HalfDay").objects.filter(sessions=None)
    half_days.update(what="Demi-journée d’accompagnement")


class Migration(migrations.Migration):
    dependencies = [
        ("diary", "0001_initial"),
        ("support", "0002_sequence"),
        ("workshops", "0001_initial"),
    ]
    operations = [migrations.RunPython(forget_names, migrations.RunPython.noop)]
