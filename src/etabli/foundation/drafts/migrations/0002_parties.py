from django.db import migrations, models

from etabli.foundation.parties.upgrading import references


def name_sessions(state, schema_editor):
    visitors = state.get_model("drafts.Draft")._base_manager.filter(owner__startswith="session:")
    visitors.update(acting=models.F("owner"), owner="nobody:0")


class Migration(migrations.Migration):
    """Who types is a party; a visitor is nobody, and their session stands in `acting`."""

    dependencies = [("parties", "0001_initial"), ("drafts", "0001_squashed"), ("people", "0002_parties")]

    operations = [
        migrations.RunPython(name_sessions, migrations.RunPython.noop),
        migrations.RemoveConstraint("draft", "draft_once"),
        *references("drafts.Draft", "owner", index=False, cascade=True),
        migrations.AddConstraint(
            "draft", models.UniqueConstraint(fields=["owner", "acting", "form"], name="draft_once")
        ),
    ]
