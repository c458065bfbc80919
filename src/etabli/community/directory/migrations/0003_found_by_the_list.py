"""The members are found by the list's own search: what the index held of them would stay there for nothing."""

from typing import Any

from django.db import migrations


def forget(apps: Any, schema_editor: Any) -> None:
    apps.get_model("search", "SearchEntry").objects.filter(kind="profile").delete()


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_parties"), ("search", "0001_squashed")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop, elidable=True)]
