import django.db.models.deletion
import etabli.community.jobs.engine.terms
import etabli.community.jobs.models
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('jobs', '0001_initial'),
        ('jobs', '0002_editions_elsewhere'),
        ('jobs', '0003_links_of_alerts'),
    ]

    initial = True

    dependencies = [
        ('files', '0001_squashed'),
        ('people', '0001_squashed'),
        ('places', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Correspondent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chamber_id', models.BigIntegerField(null=True)),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('nonce', models.CharField(default=etabli.community.jobs.models._nonce, max_length=22)),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='correspondents', to='people.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'email'), name='correspondent_once')],
            },
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('author', models.CharField(db_index=True, max_length=40)),
                ('kind', models.CharField(choices=[(etabli.community.jobs.engine.terms.Kind['PERMANENT'], 'Permanent contract (CDI)'), (etabli.community.jobs.engine.terms.Kind['FIXED_TERM'], 'Fixed-term contract (CDD)'), (etabli.community.jobs.engine.terms.Kind['INTERNSHIP'], 'Internship, with an agreement'), (etabli.community.jobs.engine.terms.Kind['APPRENTICESHIP'], 'Apprenticeship'), (etabli.community.jobs.engine.terms.Kind['MISSION'], 'Freelance mission')], max_length=20, verbose_name='kind of offer')),
                ('title', models.CharField(max_length=120, verbose_name='title of the offer')),
                ('employer', models.CharField(blank=True, max_length=120, verbose_name='who offers it')),
                ('website', models.URLField(blank=True, max_length=300, verbose_name='website')),
                ('duties', models.TextField(blank=True, max_length=4000, verbose_name='what is to be done')),
                ('skills', models.CharField(blank=True, max_length=400, verbose_name='skills')),
                ('trade', models.CharField(blank=True, max_length=40, verbose_name='trade')),
                ('remote', models.CharField(choices=[(etabli.community.jobs.engine.terms.Remote['ON_SITE'], 'On the spot'), (etabli.community.jobs.engine.terms.Remote['HYBRID'], 'Partly from afar'), (etabli.community.jobs.engine.terms.Remote['REMOTE'], 'Wholly from afar')], default=etabli.community.jobs.engine.terms.Remote['ON_SITE'], max_length=10)),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('duration', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('duration_unit', models.CharField(choices=[(etabli.community.jobs.engine.terms.Unit['DAYS'], 'days'), (etabli.community.jobs.engine.terms.Unit['WEEKS'], 'weeks'), (etabli.community.jobs.engine.terms.Unit['MONTHS'], 'months')], default=etabli.community.jobs.engine.terms.Unit['MONTHS'], max_length=10)),
                ('week_minutes', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('pay_low_cents', models.PositiveIntegerField(blank=True, null=True)),
                ('pay_high_cents', models.PositiveIntegerField(blank=True, null=True)),
                ('pay_period', models.CharField(choices=[(etabli.community.jobs.engine.terms.Period['HOUR'], 'an hour'), (etabli.community.jobs.engine.terms.Period['DAY'], 'a day'), (etabli.community.jobs.engine.terms.Period['MONTH'], 'a month'), (etabli.community.jobs.engine.terms.Period['YEAR'], 'a year'), (etabli.community.jobs.engine.terms.Period['WHOLE'], 'for the whole mission')], default=etabli.community.jobs.engine.terms.Period['MONTH'], max_length=10)),
                ('agreement', models.BooleanField(default=False)),
                ('diploma', models.CharField(blank=True, max_length=160)),
                ('how_to_apply', models.TextField(blank=True, max_length=4000)),
                ('apply_by_on', models.DateField(blank=True, null=True)),
                ('written_at', models.DateTimeField()),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('first_published_at', models.DateTimeField(blank=True, null=True)),
                ('published_on', models.DateField(blank=True, null=True)),
                ('expires_on', models.DateField(blank=True, null=True)),
                ('reminded_for', models.DateField(blank=True, null=True)),
                ('hidden_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_reason', models.CharField(blank=True, max_length=500)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('here', 'Filled, by somebody who applied here'), ('elsewhere', 'Filled otherwise'), ('not_filled', 'Not filled')], max_length=12)),
                ('outcome_note', models.CharField(blank=True, max_length=500)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('commune', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.commune')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='jobs', to='people.organisation')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('closed_at', None), ('hidden_at', None), ('published_at__isnull', False), ('withdrawn_at', None)), fields=['expires_on'], name='job_out')],
            },
        ),
        migrations.CreateModel(
            name='Alert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('query', models.CharField(blank=True, max_length=400)),
                ('rhythm', models.CharField(choices=[('daily', 'each morning when there is something new'), ('weekly', 'once a week when there is something new')], max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('told_until', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('correspondent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alerts', to='jobs.correspondent')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('correspondent', 'query'), name='alert_once')],
            },
        ),
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('words', models.TextField(max_length=4000, verbose_name='message')),
                ('shows_address', models.BooleanField(default=False)),
                ('sent_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('cv', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='files.storedfile')),
                ('correspondent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='jobs.correspondent')),
                ('job', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='jobs.job')),
            ],
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_author', models.BooleanField()),
                ('text', models.TextField(max_length=4000, verbose_name='message')),
                ('sent_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='jobs.application')),
            ],
        ),
    ]
