from django.db import migrations, models

from etabli.foundation.parties.upgrading import references


class Migration(migrations.Migration):
    """Who gave a file is a party, and no longer a text."""

    dependencies = [("parties", "0001_initial"), ("files", "0001_squashed"), ("people", "0002_parties")]

    operations = [
        migrations.RemoveIndex("storedfile", "file_by_giver"),
        *references("files.StoredFile", "given_by", null=True, index=False),
        migrations.AddIndex(
            "storedfile", models.Index(fields=["chamber_id", "given_by", "created_at"], name="file_by_giver")
        ),
    ]
