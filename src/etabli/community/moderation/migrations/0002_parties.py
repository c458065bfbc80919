from django.db import migrations
from django.db.models import CharField
from django.db.models.functions import Cast

from etabli.foundation.parties import NOBODY
from etabli.foundation.parties.upgrading import references, check_constraints_now


def tell_reporters_apart(state, schema_editor):
    """Whoever is known counts once by themselves: by their party, as by their text before."""
    known = state.get_model("moderation.Report")._base_manager.exclude(reporter=NOBODY).exclude(source="")
    known.update(source=Cast("reporter_id", CharField()))
    check_constraints_now(schema_editor)


class Migration(migrations.Migration):
    """Who wrote, reported, contested and decided are parties, and no longer texts."""

    dependencies = [
        ("parties", "0001_initial"),
        ("moderation", "0001_squashed"),
        ("people", "0002_parties"),
        ("jobs", "0002_parties"),
        ("relays", "0002_parties"),
    ]

    operations = [
        *references("moderation.Case", "author_key", "author"),
        *references("moderation.Case", "decided_by", null=True),
        *references("moderation.Report", "reporter_key", "reporter"),
        migrations.RunPython(tell_reporters_apart, migrations.RunPython.noop),
        *references("moderation.Appeal", "written_by"),
        *references("moderation.Appeal", "against"),
        *references("moderation.Appeal", "decided_by", null=True),
    ]
