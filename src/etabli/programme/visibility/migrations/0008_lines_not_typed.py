"""A line of a search of which nothing is ticked was not typed: until now, it said that one was not there."""

from django.db import migrations


def say_absent(apps, schema_editor):
    _replace(apps, [], ["absent"])


def say_nothing(apps, schema_editor):
    _replace(apps, ["absent"], [])


def _replace(apps, ticks, others):
    rows = apps.get_model("visibility", "SelfCheck").objects.filter(kind="search")
    for row in rows.iterator():
        if ticks in row.answers.values():
            row.answers = {line: others if said == ticks else said for line, said in row.answers.items()}
            row.save(update_fields=["answers"])


class Migration(migrations.Migration):
    dependencies = [("visibility", "0007_made_beside")]
    operations = [migrations.RunPython(say_absent, say_nothing, elidable=True)]
