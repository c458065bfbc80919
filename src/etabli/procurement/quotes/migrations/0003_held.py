import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A quote may be given without an account: a browser holds it until somebody keeps it."""

    dependencies = [("parties", "0001_initial"), ("people", "0002_parties"), ("quotes", "0002_parties")]

    operations = [
        migrations.AlterField(
            model_name="quotereading",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="quotes",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="quotereading",
            name="holder",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="parties.party",
            ),
        ),
        migrations.AddConstraint(
            model_name="quotereading",
            constraint=models.CheckConstraint(
                condition=models.Q(("person__isnull", False), ("holder__isnull", False), _connector="OR"),
                name="quote_of_somebody",
            ),
        ),
    ]
