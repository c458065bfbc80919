from django.db import migrations
from django.db.models import F


def are_published(apps, schema_editor):
    """Ads were out at once until now: they stay out, and nobody is told of them anew."""
    ads = apps.get_model("market", "Ad").objects.filter(published_at=None)
    ads.update(published_at=F("passed_on_at"), alerted_at=F("passed_on_at"))


class Migration(migrations.Migration):
    dependencies = [("market", "0002_moderated_ads")]

    operations = [migrations.RunPython(are_published, migrations.RunPython.noop, elidable=True)]
