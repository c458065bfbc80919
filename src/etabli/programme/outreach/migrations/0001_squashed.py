import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('outreach', '0001_initial'),
    ]

    initial = True

    dependencies = [
        ('people', '0001_squashed'),
        ('relays', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('kit', 'kit'), ('told', 'results of the season')], max_length=4)),
                ('season', models.CharField(max_length=6)),
                ('at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('chamber', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Segment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name of the group')),
                ('criteria', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('chamber', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='InformationNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since_on', models.DateField(verbose_name='told since the day')),
                ('recorded_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('chamber', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('chamber',), name='information_notice_once')],
            },
        ),
        migrations.CreateModel(
            name='Mailing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=120, verbose_name='subject')),
                ('body', models.TextField(max_length=4000, verbose_name='text')),
                ('session_ids', models.JSONField(blank=True, default=list)),
                ('created_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('stopped_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('chamber', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('segment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mailings', to='outreach.segment')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Sending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('kit', 'kit'), ('told', 'results of the season')], max_length=4)),
                ('season', models.CharField(max_length=6)),
                ('again', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('answer', models.CharField(blank=True, choices=[('posted', 'the poster is up'), ('published', 'it is published'), ('not_now', 'not this time'), ('help', 'we need a hand')], max_length=10, verbose_name='your answer')),
                ('answer_text', models.CharField(blank=True, max_length=300, verbose_name='a few words')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('note', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='relays.contactnote')),
                ('relay', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sendings', to='relays.relay')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sendings', to='outreach.round')),
            ],
            options={
                'indexes': [models.Index(fields=['relay', '-at'], name='sending_by_relay')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('again', False), ('withdrawn_at', None)), fields=('relay', 'kind', 'season'), name='sent_once_a_season')],
            },
        ),
        migrations.CreateModel(
            name='MailingVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('visits', models.PositiveIntegerField(default=0)),
                ('mailing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visit_counts', to='outreach.mailing')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('mailing', 'on'), name='mailing_visit_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Recipient',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('left_out', 'left out by the adviser'), ('withdrawn', 'taken in again'), ('waiting', 'waits for its turn'), ('written', 'handed to the mail'), ('dropped', 'no longer to be written to')], max_length=10)),
                ('ground', models.CharField(blank=True, max_length=12)),
                ('why', models.CharField(blank=True, max_length=12)),
                ('written_at', models.DateTimeField(blank=True, null=True)),
                ('mailing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recipients', to='outreach.mailing')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['mailing', 'status'], name='recipient_by_status'), models.Index(fields=['person', '-written_at'], name='recipient_latest')],
                'constraints': [models.UniqueConstraint(fields=('mailing', 'person'), name='recipient_once')],
            },
        ),
    ]
