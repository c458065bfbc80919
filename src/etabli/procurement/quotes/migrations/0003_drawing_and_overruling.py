"""A person may say what a quote does for a need; the quotes of a brief have an order drawn by lot."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone

import etabli.procurement.quotes.models


def draw(apps: Any, editor: Any) -> None:
    """For the briefs with which quotes are compared already; nothing was committed to for these."""
    readings, drawing = apps.get_model("quotes", "QuoteReading"), apps.get_model("quotes", "Drawing")
    briefs = set(readings.objects.exclude(brief=None).values_list("brief_id", flat=True))
    now = timezone.now()
    drawing.objects.bulk_create((drawing(brief_id=pk, drawn_at=now) for pk in sorted(briefs)), batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("briefs", "0002_draft_of_an_answer"),
        ("quotes", "0002_corrections_and_further_files"),
    ]
    operations = [
        migrations.AddField("dismissal", "author", models.CharField(blank=True, max_length=40)),
        migrations.AddField("dismissal", "author_name", models.CharField(blank=True, max_length=200)),
        migrations.AddField(
            "dismissal",
            "says",
            models.CharField(
                blank=True,
                choices=[
                    ("covered", "It is in the quote"),
                    ("missing", "It is not in the quote"),
                    ("unclear", "It is not clear"),
                ],
                max_length=8,
            ),
        ),
        migrations.CreateModel(
            "Drawing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "seed",
                    models.CharField(
                        default=etabli.procurement.quotes.models._seed, editable=False, max_length=32
                    ),
                ),
                ("drawn_at", models.DateTimeField()),
                (
                    "brief",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="briefs.brief"
                    ),
                ),
            ],
        ),
        migrations.RunPython(draw, migrations.RunPython.noop),
    ]
