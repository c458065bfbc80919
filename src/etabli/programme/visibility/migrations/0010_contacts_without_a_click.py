from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("visibility", "0009_rates_of_kept_plans")]
    operations = [
        migrations.RemoveConstraint(model_name="campaignfigures", name="campaign_figures_narrow"),
        migrations.AddConstraint(
            model_name="campaignfigures",
            constraint=models.CheckConstraint(
                condition=Q(noted_on=None) | Q(views__gte=F("clicks"), contacts__gte=F("customers")),
                name="campaign_figures_narrow",
            ),
        ),
    ]
