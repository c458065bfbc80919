from django.db import migrations, models

from etabli.foundation.parties.upgrading import references


class Migration(migrations.Migration):
    """Who is told is a party, and no longer a text."""

    dependencies = [("parties", "0001_initial"), ("notices", "0001_squashed"), ("people", "0002_parties")]

    operations = [
        migrations.RemoveIndex("notice", "notice_of_owner"),
        migrations.RemoveIndex("notice", "notice_unread"),
        migrations.RemoveConstraint("preference", "preference_of_user_once"),
        migrations.RemoveConstraint("preference", "preference_of_person_once"),
        *references("notices.Notice", "owner_key", "owner", index=False),
        *references("notices.Preference", "owner_key", "owner", index=False),
        migrations.AddIndex(
            "notice", models.Index(fields=["owner", "organisation_id", "-id"], name="notice_of_owner")
        ),
        migrations.AddIndex(
            "notice",
            models.Index(fields=["owner"], condition=models.Q(read_at=None), name="notice_unread"),
        ),
        migrations.AddConstraint(
            "preference",
            models.UniqueConstraint(fields=["owner", "organisation_id"], name="preference_of_user_once"),
        ),
        migrations.AddConstraint(
            "preference",
            models.UniqueConstraint(
                fields=["owner"], condition=models.Q(organisation_id=None), name="preference_of_person_once"
            ),
        ),
    ]
