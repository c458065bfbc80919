"""The mails of alerts held the whole link of whom they went to, where mail programs read it and with what is forwarded.

These links are cut off: another nonce makes another link, which its owner asks for at their own mailbox.
"""

from django.db import migrations
from django.utils.crypto import get_random_string


def cut_off(apps, schema_editor):
    correspondents = apps.get_model("jobs", "Correspondent").objects
    for row in correspondents.filter(alerts__confirmed_at__isnull=False).distinct():
        correspondents.filter(pk=row.pk).update(nonce=get_random_string(22))


class Migration(migrations.Migration):

    dependencies = [
        ("jobs", "0002_editions_elsewhere"),
    ]

    operations = [migrations.RunPython(cut_off, migrations.RunPython.noop, elidable=True)]
