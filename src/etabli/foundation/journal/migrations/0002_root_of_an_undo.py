import django.db.models.deletion
from django.db import migrations, models


def trace_back(apps, schema_editor):
    """Give each undo that was recorded before the act with which it began."""
    entry = apps.get_model("journal", "Entry")
    known = {}
    for undo in entry.objects.exclude(undoes=None).order_by("pk").iterator():
        root, restores = known.get(undo.undoes_id, (undo.undoes_id, True))
        known[undo.pk] = root, not restores
        entry.objects.filter(pk=undo.pk).update(root_id=root, restores=not restores)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="restores",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="entry",
            name="root",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.entry"
            ),
        ),
        migrations.RunPython(trace_back, migrations.RunPython.noop, elidable=True),
    ]
