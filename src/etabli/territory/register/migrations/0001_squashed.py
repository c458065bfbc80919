import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('register', '0001_initial'),
        ('register', '0002_size_of_france'),
    ]

    initial = True

    dependencies = [
        ('files', '0001_squashed'),
        ('people', '0001_squashed'),
        ('places', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Business',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('siret', models.CharField(blank=True, max_length=14)),
                ('name', models.CharField(blank=True, max_length=160, verbose_name='name of the business')),
                ('trade_code', models.CharField(blank=True, max_length=6)),
                ('sector', models.CharField(blank=True, max_length=12)),
                ('commune_code', models.CharField(blank=True, max_length=5)),
                ('created_on', models.DateField(blank=True, null=True)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('is_published', models.BooleanField(default=True)),
                ('chamber', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('commune', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='businesses', to='places.commune')),
                ('address', models.CharField(blank=True, max_length=160, verbose_name='address')),
                ('corrected', models.JSONField(blank=True, default=dict)),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('fingerprint', models.BigIntegerField(default=0)),
                ('headcount', models.CharField(blank=True, max_length=2)),
                ('is_probable', models.BooleanField(default=False)),
                ('legal_form', models.CharField(blank=True, max_length=4)),
                ('merged_into', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duplicates', to='register.business')),
                ('naf_code', models.CharField(blank=True, max_length=6)),
                ('other_names', models.CharField(blank=True, max_length=300, verbose_name='other names')),
                ('phone', models.CharField(blank=True, max_length=24, verbose_name='telephone')),
                ('postal_code', models.CharField(blank=True, max_length=5, verbose_name='postal code')),
            ],
            options={
                'verbose_name_plural': 'businesses',
                'indexes': [models.Index(fields=['siret'], name='business_by_siret'), models.Index(fields=['commune', 'chamber'], name='business_by_place'), models.Index(condition=models.Q(('merged_into__isnull', False)), fields=['merged_into'], name='business_by_duplicate')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('siret', ''), _negated=True), fields=('chamber', 'siret'), name='business_once')],
            },
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('files', models.CharField(max_length=400)),
                ('read', models.PositiveIntegerField(default=0)),
                ('kept', models.PositiveIntegerField(default=0)),
                ('created', models.PositiveIntegerField(default=0)),
                ('updated', models.PositiveIntegerField(default=0)),
                ('closed', models.PositiveIntegerField(default=0)),
                ('unchanged', models.PositiveIntegerField(default=0)),
                ('rejected', models.JSONField(blank=True, default=list)),
                ('chamber', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('done_rows', models.PositiveIntegerField(default=0)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('kind', models.CharField(choices=[('sirene', 'Official files'), ('sheet', 'Spreadsheet')], default='sirene', max_length=8)),
                ('message', models.CharField(blank=True, max_length=400)),
                ('moved', models.PositiveIntegerField(default=0)),
                ('rejected_count', models.PositiveIntegerField(default=0)),
                ('reopened', models.PositiveIntegerField(default=0)),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('status', models.CharField(choices=[('waiting', 'Waiting'), ('reading', 'Files being read'), ('writing', 'Register being written'), ('done', 'Done'), ('refused', 'Refused')], default='done', max_length=8)),
                ('total_rows', models.PositiveIntegerField(default=0)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Lookalikes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chamber_id', models.BigIntegerField()),
                ('bucket', models.PositiveIntegerField()),
                ('words', models.TextField()),
                ('is_late', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name_plural': 'lookalikes',
                'indexes': [models.Index(fields=['chamber_id', 'bucket'], name='lookalikes_by_bucket'), models.Index(condition=models.Q(('is_late', True)), fields=['chamber_id'], name='lookalikes_late')],
            },
        ),
        migrations.CreateModel(
            name='Postings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chamber_id', models.BigIntegerField()),
                ('key', models.BinaryField()),
                ('size', models.PositiveIntegerField()),
                ('data', models.BinaryField()),
                ('is_late', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name_plural': 'postings',
                'indexes': [models.Index(fields=['chamber_id', 'key', 'size'], name='postings_by_key'), models.Index(condition=models.Q(('is_late', True)), fields=['chamber_id'], name='postings_late')],
            },
        ),
        migrations.CreateModel(
            name='Artisan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('trade_code', models.CharField(blank=True, max_length=6)),
                ('business_name', models.CharField(blank=True, max_length=160)),
                ('commune', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='artisans', to='places.commune')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='artisan', to='people.person')),
                ('business', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='artisans', to='register.business')),
            ],
        ),
        migrations.CreateModel(
            name='BusinessNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=2000, verbose_name='what to remember')),
                ('at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('business', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='register.business')),
            ],
            options={
                'indexes': [models.Index(fields=['business', '-at'], name='note_by_business')],
            },
        ),
        migrations.CreateModel(
            name='Duplicate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.PositiveSmallIntegerField()),
                ('reasons', models.JSONField(default=list)),
                ('kept_apart_at', models.DateTimeField(blank=True, null=True)),
                ('chamber', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='register.business')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='register.business')),
            ],
            options={
                'indexes': [models.Index(fields=['chamber', '-score', 'id'], name='duplicate_by_score')],
                'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='duplicate_once')],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(max_length=20)),
                ('official', models.CharField(blank=True, max_length=300)),
                ('ours', models.CharField(blank=True, max_length=300)),
                ('seen_on', models.DateField()),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('', 'To decide'), ('ours', 'Ours was kept'), ('official', 'The official one was taken')], default='', max_length=8)),
                ('business', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='register.business')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('outcome', '')), fields=('business', 'field'), name='proposal_once')],
            },
        ),
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=160)),
                ('given_at', models.DateTimeField()),
                ('signature', models.CharField(max_length=32)),
                ('columns', models.JSONField(blank=True, default=list)),
                ('chamber', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='files.storedfile')),
                ('imported', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sheet', to='register.import')),
            ],
            options={
                'indexes': [models.Index(fields=['chamber', 'signature'], name='sheet_by_signature')],
            },
        ),
        migrations.CreateModel(
            name='SheetRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField()),
                ('is_new', models.BooleanField(default=False)),
                ('before', models.JSONField(blank=True, default=dict)),
                ('after', models.JSONField(blank=True, default=dict)),
                ('proposed', models.JSONField(blank=True, default=dict)),
                ('notes', models.TextField(blank=True)),
                ('business', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sheet_rows', to='register.business')),
                ('imported', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='register.import')),
            ],
        ),
    ]
