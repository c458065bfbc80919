from django.db import migrations, models


class Migration(migrations.Migration):
    """Until now each occasion was that of a session."""

    dependencies = [
        ('seats', '0002_staff_messages'),
    ]

    operations = [
        migrations.AddField(
            model_name='occasion',
            name='kind',
            field=models.CharField(blank=True, default='workshop', max_length=20),
            preserve_default=False,
        ),
    ]
