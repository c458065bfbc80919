import django.core.validators
import django.db.models.deletion
import etabli.territory.relays.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('relays', '0001_initial'),
        ('relays', '0002_directory'),
        ('relays', '0003_contacts_move'),
        ('relays', '0004_contacts_drop'),
    ]

    initial = True

    dependencies = [
        ('people', '0001_squashed'),
        ('places', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Relay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('town_hall', 'town hall'), ('association', 'association'), ('club', 'business club'), ('coworking', 'shared office'), ('antenna', 'branch of a chamber'), ('library', 'library or digital-help place'), ('other', 'other')], max_length=12, verbose_name='kind of relay')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('code', models.SlugField(max_length=40, unique=True)),
                ('created_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('chamber', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='relays', to='people.organisation')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='relays', to='places.commune', verbose_name='commune')),
                ('organisation', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='relay', to='people.organisation')),
                ('address', models.CharField(blank=True, max_length=160, verbose_name='address')),
                ('closes_on', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(31)])),
                ('likes', models.JSONField(blank=True, default=list)),
                ('months', models.JSONField(blank=True, default=list)),
                ('opening_hours', models.CharField(blank=True, max_length=200, verbose_name='opening hours')),
                ('postal_code', models.CharField(blank=True, max_length=5, verbose_name='postal code')),
                ('standard', models.JSONField(blank=True, default=dict)),
                ('pivot', models.CharField(blank=True, max_length=14, verbose_name='SIRET, or number of the association')),
                ('updated_at', models.DateTimeField()),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('wishes', models.TextField(blank=True, max_length=1000)),
            ],
            options={
                'indexes': [models.Index(fields=['chamber', 'name'], name='relay_by_name')],
            },
        ),
        migrations.CreateModel(
            name='RelayImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=160)),
                ('at', models.DateTimeField()),
                ('added', models.PositiveIntegerField(default=0)),
                ('updated', models.PositiveIntegerField(default=0)),
                ('unchanged', models.PositiveIntegerField(default=0)),
                ('refused', models.JSONField(default=list)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('chamber', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='RelayVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('visits', models.PositiveIntegerField(default=0)),
                ('relay', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visit_counts', to='relays.relay')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('relay', 'on'), name='relay_visit_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='RelayCommune',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.commune')),
                ('relay', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='territory', to='relays.relay')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('relay', 'commune'), name='relay_commune_once')],
            },
        ),
        migrations.CreateModel(
            name='RelayContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('role', models.CharField(blank=True, max_length=80, verbose_name='what they do there')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('phone', models.CharField(blank=True, max_length=24, verbose_name='telephone')),
                ('is_generic', models.BooleanField(default=False)),
                ('asked_at', models.DateTimeField(blank=True, null=True)),
                ('agreed_at', models.DateTimeField(blank=True, null=True)),
                ('agreed_how', models.CharField(blank=True, max_length=120)),
                ('created_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('chamber', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('relay', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='relays.relay')),
            ],
            options={
                'indexes': [models.Index(fields=['relay', 'withdrawn_at'], name='contact_of_relay')],
            },
        ),
        migrations.CreateModel(
            name='ContactNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('call', 'call'), ('mail', 'message'), ('meeting', 'meeting'), ('kit', 'kit sent')], max_length=8, verbose_name='how')),
                ('text', models.TextField(max_length=2000, verbose_name='what was said')),
                ('at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('relay', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='relays.relay')),
                ('next_on', models.DateField(blank=True, null=True, verbose_name='on')),
                ('next_step', models.CharField(blank=True, max_length=160, verbose_name='what to do next')),
                ('contact', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='notes', to='relays.relaycontact')),
            ],
            options={
                'indexes': [models.Index(fields=['relay', '-at'], name='note_by_relay')],
            },
        ),
        migrations.CreateModel(
            name='RelayLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nonce', models.CharField(default=etabli.territory.relays.models._nonce, max_length=22)),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('used_on', models.DateField(blank=True, null=True)),
                ('contact', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='links', to='relays.relaycontact')),
                ('relay', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='relays.relay')),
            ],
        ),
        migrations.AddField(
            model_name='relay',
            name='communes',
            field=models.ManyToManyField(related_name='relays_around', through='relays.RelayCommune', to='places.commune'),
        ),
    ]
