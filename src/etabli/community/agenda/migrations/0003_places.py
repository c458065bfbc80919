from django.db import migrations, models
from django.db.models.deletion import PROTECT


class Migration(migrations.Migration):
    """A date may have places."""

    dependencies = [
        ("agenda", "0002_neighbour_feeds"),
        ("seats", "0005_shown_sign_ups"),
    ]

    operations = [
        migrations.AddField(
            "eventdate",
            "occasion",
            models.OneToOneField("seats.occasion", PROTECT, blank=True, null=True, related_name="event_date"),
        ),
    ]
