from django.db import migrations, models
from django.db.models.deletion import PROTECT

PERMANENT = {"nobody": -1, "system": -2}


def make_permanent(state, schema_editor):
    """The two permanent parties, by the texts that named them before."""
    party, former = state.get_model("parties.Party"), state.get_model("parties.FormerKey")
    party._base_manager.bulk_create([party(pk=pk, kind=kind) for kind, pk in PERMANENT.items()])
    former._base_manager.bulk_create([former(key=f"{kind}:0", party_id=pk) for kind, pk in PERMANENT.items()])


class Migration(migrations.Migration):
    """`FormerKey` says by which text a party was called in the columns that are now foreign keys; 0002 deletes it."""

    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Party",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("nobody", "Nobody"),
                            ("system", "System"),
                            ("person", "Person"),
                            ("user", "User"),
                            ("link", "Link"),
                            ("kiosk", "Kiosk"),
                            ("relay", "Relay"),
                            ("correspondent", "Correspondent"),
                            ("contact", "Contact"),
                            ("application", "Applicant"),
                        ],
                        max_length=20,
                    ),
                ),
                ("language", models.CharField(blank=True, max_length=10)),
            ],
        ),
        migrations.CreateModel(
            name="FormerKey",
            fields=[
                ("key", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("party", models.ForeignKey(on_delete=PROTECT, related_name="+", to="parties.party")),
            ],
        ),
        migrations.RunPython(make_permanent, migrations.RunPython.noop),
    ]
