from django.db import migrations, models


def keep_with_artisan(apps, schema_editor):
    """What a fund did not grant was the artisan’s until now: of the files that stand, it stays theirs."""
    files = apps.get_model("funding", "FundingFile").objects.filter(is_accepted=True)
    granted_less = [
        row.pk for row in files if any(half.get("refused_cents") for half in row.application.get("halves", []))
    ]
    files.filter(pk__in=granted_less).update(rest_payer="artisan")


class Migration(migrations.Migration):
    dependencies = [("funding", "0008_artisan_payments")]

    operations = [
        migrations.AddField(
            "fundingfile",
            "rest_payer",
            models.CharField(
                "Who pays the rest",
                blank=True,
                choices=[
                    ("fund", "Another fund"),
                    ("artisan", "The artisan"),
                    ("unknown", "We don’t know yet"),
                ],
                default="",
                max_length=8,
            ),
            preserve_default=False,
        ),
        migrations.RunPython(keep_with_artisan, migrations.RunPython.noop),
    ]
