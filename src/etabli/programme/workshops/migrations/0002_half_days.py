"""A session holds one half-day of the diary for each of its sittings: the one of each session becomes the first."""

from typing import Any

from django.db import migrations, models


def carry_over(apps: Any, editor: Any) -> None:
    session = apps.get_model("workshops", "Session")
    held = session.half_days.through
    one = session.objects.exclude(half_day=None).values_list("pk", "half_day")
    held.objects.bulk_create((held(session_id=pk, halfday_id=half_day) for pk, half_day in one), batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("diary", "0001_initial"), ("workshops", "0001_initial")]
    operations = [
        migrations.AddField(
            "session", "half_days", models.ManyToManyField(related_name="+", to="diary.halfday")
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.RemoveField("session", "half_day"),
        migrations.AlterField(
            "session", "half_days", models.ManyToManyField(related_name="sessions", to="diary.halfday")
        ),
    ]
