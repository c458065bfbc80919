from django.db import migrations

from etabli.foundation.parties.upgrading import references


class Migration(migrations.Migration):
    """Who passed an ad on, sent it elsewhere and wrote a message are parties, and no longer texts."""

    dependencies = [("parties", "0001_initial"), ("market", "0001_squashed"), ("people", "0002_parties")]

    operations = [
        *references("market.Ad", "relayed_by"),
        *references("market.Sending", "sent_by"),
        *references("market.Letter", "written_by"),
    ]
