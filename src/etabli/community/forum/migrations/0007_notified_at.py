from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("forum", "0006_mail_answers")]

    operations = [migrations.RenameField("mailanswer", "told_at", "notified_at")]
