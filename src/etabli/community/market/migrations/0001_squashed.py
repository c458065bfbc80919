import django.db.models.deletion
import etabli.community.market.models
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('market', '0001_initial'),
        ('market', '0002_moderated_ads'),
        ('market', '0003_ads_that_were_out'),
        ('market', '0004_why_none_was_chosen'),
    ]

    initial = True

    dependencies = [
        ('association', '0001_squashed'),
        ('files', '0001_squashed'),
        ('people', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Ad',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('brief_ref', models.CharField(max_length=60)),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('text', models.TextField(verbose_name='text')),
                ('needs', models.JSONField(default=list)),
                ('place', models.CharField(max_length=120, verbose_name='place')),
                ('budget', models.CharField(blank=True, max_length=200, verbose_name='budget')),
                ('deadline_on', models.DateField(verbose_name='answers until')),
                ('answers_cap', models.PositiveSmallIntegerField(default=6, verbose_name='answers at most')),
                ('answers_taken', models.PositiveSmallIntegerField(default=0)),
                ('relayed_by', models.CharField(max_length=40)),
                ('draw_seed', models.CharField(default=etabli.community.market.models._seed, editable=False, max_length=32)),
                ('passed_on_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawal_reason', models.CharField(blank=True, max_length=300)),
                ('chamber', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ads', to='people.organisation')),
                ('consent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.consent')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ads', to='people.person')),
                ('alerted_at', models.DateTimeField(blank=True, null=True)),
                ('alerted_through', models.PositiveBigIntegerField(blank=True, null=True)),
                ('asked_at', models.DateTimeField(blank=True, null=True)),
                ('budget_blank_why', models.CharField(blank=True, max_length=200, verbose_name='why the budget is blank')),
                ('came_of', models.CharField(blank=True, choices=[('here', 'I work with one of those who answered'), ('elsewhere', 'I work with somebody else'), ('none', 'Nothing was done')], max_length=10, verbose_name='what came of it')),
                ('came_of_at', models.DateTimeField(blank=True, null=True)),
                ('came_of_why', models.CharField(blank=True, max_length=300, verbose_name='why')),
                ('epci_code', models.CharField(blank=True, max_length=9)),
                ('hidden_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_reason', models.CharField(blank=True, max_length=300)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('reminded_on', models.DateField(blank=True, null=True)),
                ('trades', models.TextField(blank=True)),
                ('came_of_reason', models.CharField(blank=True, choices=[('price', 'Too expensive'), ('unsuited', 'No answer was what I looked for'), ('time', 'It was not the right moment'), ('myself', 'I did it myself'), ('other', 'Something else')], max_length=10, verbose_name='reason')),
            ],
            options={
                'indexes': [models.Index(fields=['chamber', 'deadline_on'], name='ad_open'), models.Index(condition=models.Q(('alerted_at', None)), fields=['deadline_on'], name='ad_to_tell')],
                'constraints': [models.CheckConstraint(condition=models.Q(('answers_taken__lte', models.F('answers_cap'))), name='ad_answers_capped'), models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('brief_ref',), name='ad_once_per_brief')],
            },
        ),
        migrations.CreateModel(
            name='Alert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('trades', models.TextField(blank=True)),
                ('epci_codes', models.TextField(blank=True)),
                ('stopped_at', models.DateTimeField(blank=True, null=True)),
                ('member', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='ad_alert', to='association.member')),
            ],
        ),
        migrations.CreateModel(
            name='ReadingRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('after', models.BooleanField(default=False, verbose_name='read once they are out')),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='ads_reading', to='people.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message', models.TextField(verbose_name='message')),
                ('sent_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('ad', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='market.ad')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='association.member')),
                ('quote', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='files.storedfile')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('ad', 'member'), name='answer_once_per_member')],
            },
        ),
        migrations.CreateModel(
            name='Sending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('destination', models.CharField(choices=[('feed', 'open lists: a public page, feeds and files that other sites read'), ('embed', 'the list of ads that other sites show within their pages'), ('mail', 'a portal, by an e-mail whose text is ready')], max_length=10)),
                ('portal', models.CharField(blank=True, max_length=120, verbose_name='portal')),
                ('sent_by', models.CharField(max_length=40)),
                ('sent_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('ad', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sendings', to='market.ad')),
                ('consent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.consent')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('ad', 'destination', 'portal'), name='ad_sent_once_there')],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_artisan', models.BooleanField()),
                ('written_by', models.CharField(max_length=40)),
                ('text', models.TextField(verbose_name='message')),
                ('sent_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_reason', models.CharField(blank=True, max_length=300)),
                ('answer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='market.answer')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='files.storedfile')),
            ],
            options={
                'indexes': [models.Index(fields=['answer', 'sent_at'], name='letter_of_answer')],
            },
        ),
        migrations.AddField(
            model_name='ad',
            name='came_of_answer',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='market.answer'),
        ),
    ]
