import datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('notices', '0001_initial'),
        ('notices', '0002_who_reads_mails'),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('owner_key', models.CharField(max_length=40)),
                ('organisation_id', models.BigIntegerField(null=True)),
                ('kind', models.CharField(max_length=40)),
                ('title', models.CharField(max_length=200)),
                ('text', models.TextField()),
                ('url', models.CharField(max_length=200)),
                ('key', models.CharField(max_length=120, unique=True)),
                ('created_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
                ('digest_due_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['owner_key', 'organisation_id', '-id'], name='notice_of_owner'), models.Index(condition=models.Q(('read_at', None)), fields=['owner_key'], name='notice_unread'), models.Index(condition=models.Q(('digest_due_at__isnull', False)), fields=['digest_due_at'], name='notice_digest')],
            },
        ),
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('owner_key', models.CharField(max_length=40)),
                ('organisation_id', models.BigIntegerField(null=True)),
                ('channels', models.JSONField(default=dict)),
                ('quiet_from', models.TimeField(default=datetime.time(20, 0), verbose_name='from')),
                ('quiet_until', models.TimeField(default=datetime.time(7, 30), verbose_name='until')),
                ('quiet_on_sunday', models.BooleanField(default=True, verbose_name='also on Sundays')),
                ('digest_at', models.TimeField(default=datetime.time(8, 0), verbose_name='hour of the daily e-mail')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('owner_key', 'organisation_id'), name='preference_of_user_once'), models.UniqueConstraint(condition=models.Q(('organisation_id', None)), fields=('owner_key',), name='preference_of_person_once')],
            },
        ),
    ]
