from django.db import migrations, models
from django.db.models import OuterRef, Subquery
from django.db.models.deletion import PROTECT

from etabli.foundation.parties.upgrading import RunOnRows, check_constraints_now


def fill_holders(state, schema_editor):
    """Until now each place was held by a person."""
    party = state.get_model("people.Person")._base_manager.filter(pk=OuterRef("person")).values("party_id")
    state.get_model("seats.SignUp")._base_manager.update(holder=Subquery(party[:1]))
    check_constraints_now(schema_editor)


class Migration(migrations.Migration):
    """A place is held by a party: a person, or somebody else."""

    dependencies = [
        ("parties", "0002_forget_former_keys"),
        ("people", "0005_paper_codes"),
        ("seats", "0003_occasion_kind"),
    ]

    operations = [
        migrations.AddField(
            "signup", "holder", models.ForeignKey("parties.party", PROTECT, null=True, related_name="+")
        ),
        RunOnRows(fill_holders, "seats.SignUp"),
        migrations.AlterField(
            "signup", "holder", models.ForeignKey("parties.party", PROTECT, related_name="+")
        ),
        migrations.AlterField(
            "signup",
            "person",
            models.ForeignKey("people.person", PROTECT, null=True, related_name="sign_ups"),
        ),
        migrations.AddConstraint(
            "signup",
            models.UniqueConstraint(fields=["occasion", "holder"], name="sign_up_once_per_holder"),
        ),
    ]
