import etabli.foundation.notify.refusals
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('notify', '0001_initial'),
        ('notify', '0002_unsubscribe'),
        ('notify', '0003_handing_over'),
        ('notify', '0004_mailboxes'),
        ('notify', '0005_who_reads'),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=120, unique=True)),
                ('chamber_id', models.BigIntegerField(db_index=True, null=True)),
                ('to', models.EmailField(max_length=254)),
                ('subject', models.CharField(max_length=200)),
                ('body', models.TextField()),
                ('calendar', models.TextField(blank=True)),
                ('status', models.CharField(choices=[('queued', 'waiting to leave'), ('sending', 'leaving'), ('sent', 'sent'), ('unsure', 'perhaps left'), ('failed', 'could not be sent'), ('joined', 'sent with others, in one e-mail')], default='queued', max_length=10)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('due_at', models.DateTimeField()),
                ('created_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('unsubscribe', models.CharField(blank=True, max_length=300)),
                ('handed_at', models.DateTimeField(null=True)),
                ('insist', models.BooleanField(default=False)),
                ('trouble', models.CharField(blank=True, choices=[(etabli.foundation.notify.refusals.Trouble['UNKNOWN'], 'this address does not exist'), (etabli.foundation.notify.refusals.Trouble['CLOSED'], 'this mailbox is closed'), (etabli.foundation.notify.refusals.Trouble['NO_SERVER'], 'what follows the @ takes no mail'), (etabli.foundation.notify.refusals.Trouble['FULL'], 'the mailbox is full'), (etabli.foundation.notify.refusals.Trouble['REFUSED'], 'their mail server refuses our e-mails'), (etabli.foundation.notify.refusals.Trouble['SILENT'], 'their mail server does not answer'), (etabli.foundation.notify.refusals.Trouble['OURS'], 'our own mail server refuses to send')], max_length=10)),
                ('held', models.BooleanField(default=False)),
                ('mailbox', models.EmailField(blank=True, max_length=254)),
                ('staff_reads', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['status', 'due_at'], name='message_due'), models.Index(condition=models.Q(('mailbox', ''), _negated=True), fields=['mailbox', 'created_at'], name='message_by_mailbox')],
            },
        ),
        migrations.CreateModel(
            name='Unreachable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(max_length=254)),
                ('chamber_id', models.BigIntegerField(null=True)),
                ('trouble', models.CharField(choices=[(etabli.foundation.notify.refusals.Trouble['UNKNOWN'], 'this address does not exist'), (etabli.foundation.notify.refusals.Trouble['CLOSED'], 'this mailbox is closed'), (etabli.foundation.notify.refusals.Trouble['NO_SERVER'], 'what follows the @ takes no mail'), (etabli.foundation.notify.refusals.Trouble['FULL'], 'the mailbox is full'), (etabli.foundation.notify.refusals.Trouble['REFUSED'], 'their mail server refuses our e-mails'), (etabli.foundation.notify.refusals.Trouble['SILENT'], 'their mail server does not answer'), (etabli.foundation.notify.refusals.Trouble['OURS'], 'our own mail server refuses to send')], max_length=10)),
                ('since', models.DateTimeField()),
                ('told_at', models.DateTimeField(null=True)),
                ('lifted_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('lifted_at', None)), fields=('address',), name='unreachable_once')],
            },
        ),
    ]
