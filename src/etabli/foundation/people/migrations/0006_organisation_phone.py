from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0005_story_link_and_agreement")]
    operations = [
        migrations.AddField(
            "organisation", "phone", models.CharField(blank=True, max_length=24, verbose_name="telephone")
        ),
    ]
