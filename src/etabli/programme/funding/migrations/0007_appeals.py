"""Of a refusal that was appealed against, the reason was kept by itself: it goes with its appeal."""

from typing import Any

from django.db import migrations, models


def gather(apps: Any, _editor: Any) -> None:
    """The day of the refusal was not kept: it stays unknown."""
    files = apps.get_model("funding", "FundingFile")._base_manager
    for file in files.filter(appealed_on__isnull=False):
        row = {"refused_on": None, "refusal": file.refusal_note, "on": file.appealed_on.isoformat()}
        files.filter(pk=file.pk).update(appeals=[{**row, "reason": ""}])


class Migration(migrations.Migration):
    dependencies = [("funding", "0006_credits")]

    operations = [
        migrations.AddField("fundingfile", "appeals", models.JSONField(blank=True, default=list)),
        migrations.RunPython(gather, migrations.RunPython.noop),
    ]
