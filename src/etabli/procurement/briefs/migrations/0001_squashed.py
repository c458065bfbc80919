import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('briefs', '0001_initial'),
        ('briefs', '0002_draft_of_an_answer'),
        ('briefs', '0003_sale_booking_split'),
        ('briefs', '0004_papers'),
        ('briefs', '0005_no_site_for_now'),
        ('briefs', '0006_ad_correction'),
    ]

    initial = True

    dependencies = [
        ('people', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Brief',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(blank=True, max_length=120, verbose_name='title')),
                ('trade', models.CharField(blank=True, max_length=80, verbose_name='your trade')),
                ('outcome', models.CharField(choices=[('site', 'a website'), ('page', 'a page on social networks'), ('listing', 'a business listing'), ('shop', 'an online shop'), ('campaign', 'an advertising campaign'), ('none', 'no site for now')], max_length=12)),
                ('budget_low_cents', models.PositiveBigIntegerField(blank=True, null=True)),
                ('budget_high_cents', models.PositiveBigIntegerField(blank=True, null=True)),
                ('budget_blank_why', models.CharField(blank=True, max_length=200)),
                ('deadline_on', models.DateField(blank=True, null=True)),
                ('state', models.CharField(choices=[('draft', 'being written'), ('ready', 'ready to show'), ('withdrawn', 'put away')], default='draft', max_length=12)),
                ('version', models.PositiveIntegerField(default=1)),
                ('started_at', models.DateTimeField()),
                ('handed_over_at', models.DateTimeField(blank=True, null=True)),
                ('chamber', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='briefs', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'state'], name='brief_by_person'), models.Index(fields=['chamber', 'state'], name='brief_by_chamber')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('budget_high_cents', None), ('budget_low_cents', None)), ('budget_low_cents__lte', models.F('budget_high_cents')), _connector='OR'), name='brief_budget_in_order')],
            },
        ),
        migrations.CreateModel(
            name='BriefAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('need_id', models.CharField(max_length=40)),
                ('number', models.PositiveSmallIntegerField()),
                ('weight', models.CharField(choices=[('must', 'essential'), ('should', 'important'), ('could', 'useful'), ('not', 'not asked for')], max_length=8)),
                ('answer', models.TextField(blank=True)),
                ('note', models.TextField(blank=True)),
                ('written_by', models.CharField(max_length=40)),
                ('written_at', models.DateTimeField()),
                ('brief', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='briefs.brief')),
                ('is_draft', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('brief', 'need_id'), name='brief_answer_once')],
            },
        ),
        migrations.CreateModel(
            name='BriefLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shows_contact', models.BooleanField(default=False)),
                ('brief', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='briefs.brief')),
                ('link', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='brief_link', to='people.secretlink')),
            ],
        ),
        migrations.CreateModel(
            name='BriefVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('content', models.JSONField()),
                ('written_by', models.CharField(max_length=40)),
                ('written_at', models.DateTimeField()),
                ('brief', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='briefs.brief')),
            ],
            options={
                'ordering': ['brief', 'written_at'],
            },
        ),
        migrations.CreateModel(
            name='BriefComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('need_id', models.CharField(blank=True, max_length=40)),
                ('text', models.TextField()),
                ('written_by', models.CharField(max_length=40)),
                ('written_at', models.DateTimeField()),
                ('resolved_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('brief', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='briefs.brief')),
            ],
            options={
                'indexes': [models.Index(fields=['brief', 'need_id'], name='comment_by_brief')],
            },
        ),
        migrations.CreateModel(
            name='AdCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hidden', models.JSONField(default=list)),
                ('restored', models.JSONField(default=list)),
                ('text', models.TextField(blank=True)),
                ('written_by', models.CharField(max_length=40)),
                ('written_at', models.DateTimeField()),
                ('brief', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='correction', to='briefs.brief')),
            ],
        ),
    ]
