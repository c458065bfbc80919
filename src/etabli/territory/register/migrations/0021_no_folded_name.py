from django.db import migrations


def forget_entries(apps, schema_editor):
    """Businesses are found by an index of their own from now on: `etabli manage reindex` fills it."""
    entries = apps.get_model("search", "SearchEntry").objects.filter(kind="business")
    postings = apps.get_model("search", "Posting").objects.filter(entry__in=entries)
    postings._raw_delete(using=schema_editor.connection.alias)
    entries._raw_delete(using=schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("register", "0020_finding"), ("search", "0001_initial")]
    operations = [
        migrations.RunPython(forget_entries, migrations.RunPython.noop),
        migrations.RemoveField("business", "folded_name"),
    ]
