import django.db.models.deletion
import etabli.procurement.quotes.models
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('quotes', '0001_initial'),
        ('quotes', '0002_corrections_and_further_files'),
        ('quotes', '0003_drawing_and_overruling'),
    ]

    initial = True

    dependencies = [
        ('briefs', '0001_squashed'),
        ('files', '0001_squashed'),
        ('people', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='QuoteReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer_ref', models.CharField(blank=True, max_length=40)),
                ('status', models.CharField(choices=[('waiting', 'being read'), ('read', 'has been read'), ('refused', 'could not be read')], default='waiting', max_length=10)),
                ('decoded', models.JSONField(blank=True, null=True)),
                ('refusal', models.JSONField(blank=True, default=dict)),
                ('supplier', models.CharField(blank=True, max_length=160)),
                ('gross', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('uploaded_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('shared_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('brief', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='quotes', to='briefs.brief')),
                ('chamber', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quotes', to='people.person')),
                ('erase_at', models.DateTimeField(blank=True, null=True)),
                ('erase_whole', models.BooleanField(default=False)),
                ('erased_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'withdrawn_at'], name='quote_by_person'), models.Index(fields=['status', 'uploaded_at'], name='quote_to_read')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None), models.Q(('answer_ref', ''), _negated=True)), fields=('person', 'answer_ref'), name='quote_once_per_answer')],
            },
        ),
        migrations.CreateModel(
            name='Drawing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seed', models.CharField(default=etabli.procurement.quotes.models._seed, editable=False, max_length=32)),
                ('drawn_at', models.DateTimeField()),
                ('brief', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='briefs.brief')),
            ],
        ),
        migrations.CreateModel(
            name='Dismissal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('finding', models.CharField(max_length=80)),
                ('reason', models.CharField(max_length=300)),
                ('dismissed_at', models.DateTimeField()),
                ('restored_at', models.DateTimeField(blank=True, null=True)),
                ('reading', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dismissals', to='quotes.quotereading')),
                ('author', models.CharField(blank=True, max_length=40)),
                ('author_name', models.CharField(blank=True, max_length=200)),
                ('says', models.CharField(blank=True, choices=[('covered', 'It is in the quote'), ('missing', 'It is not in the quote'), ('unclear', 'It is not clear')], max_length=8)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('reading', 'finding'), name='dismissal_once')],
            },
        ),
        migrations.CreateModel(
            name='FurtherFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('reading', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='further', to='quotes.quotereading')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('target', models.CharField(max_length=40)),
                ('values', models.JSONField()),
                ('read_as', models.JSONField()),
                ('anchor', models.JSONField(blank=True, null=True)),
                ('author', models.CharField(max_length=40)),
                ('author_name', models.CharField(max_length=200)),
                ('corrected_at', models.DateTimeField()),
                ('restored_at', models.DateTimeField(blank=True, null=True)),
                ('reading', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='quotes.quotereading')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('reading', 'target'), name='correction_once')],
            },
        ),
    ]
