"""The staff goes on reading the mails that left, save those that are between an artisan and an association."""

from django.db import migrations
from django.db.models import Q

# What the apps beside the chamber told until then; a daily mail may hold any of it.
SEALED = ("association.", "moderation.", "assembly.", "neutrality.", "market.", "jobs.", "directory.")


def open_the_others(apps, schema_editor):
    messages, notices = apps.get_model("notify", "Message"), apps.get_model("notices", "Notice")
    begins = Q(key__startswith="digest:")
    for key in ("answer:", "letter:", "ad-ends:", "ad-came:", "ad-changed:", "report:"):
        begins |= Q(key__startswith=key)
    told = Q()
    for code in SEALED:
        told |= Q(kind__startswith=code)
    others = messages.objects.exclude(begins).exclude(key__in=notices.objects.filter(told).values("key"))
    others.filter(chamber_id__isnull=False).update(staff_reads=True)


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial"), ("notify", "0005_who_reads")]

    operations = [migrations.RunPython(open_the_others, migrations.RunPython.noop)]
