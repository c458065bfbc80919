from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("watches", "0001_initial")]

    operations = [migrations.RenameField("watch", "told", "sessions_known")]
