import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('workshops', '0001_initial'),
        ('workshops', '0002_half_days'),
        ('workshops', '0003_presence_per_half_day'),
        ('workshops', '0004_preparing'),
        ('workshops', '0005_taken_back'),
        ('workshops', '0006_sign_ups'),
        ('workshops', '0007_themes'),
        ('workshops', '0008_after_a_session'),
    ]

    initial = True

    dependencies = [
        ('diary', '0001_squashed'),
        ('files', '0001_squashed'),
        ('people', '0001_squashed'),
        ('places', '0001_squashed'),
        ('relays', '0001_squashed'),
        ('seats', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Theme',
            fields=[
                ('code', models.SlugField(max_length=40, primary_key=True, serialize=False)),
                ('level', models.PositiveSmallIntegerField(default=1)),
                ('text', models.JSONField(default=dict)),
                ('chamber', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='themes', to='people.organisation')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('present', models.BooleanField(null=True)),
                ('marked_at', models.DateTimeField(null=True)),
                ('sign_up', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='seats.signup')),
                ('arrived_at', models.DateTimeField(null=True)),
                ('half', models.PositiveSmallIntegerField(default=1)),
                ('signature', models.JSONField(null=True)),
                ('signed_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('sign_up', 'half'), name='attendance_once_per_half_day'), models.CheckConstraint(condition=models.Q(models.Q(('arrived_at', None), ('signed_at', None)), models.Q(('present', True), ('present__isnull', False)), _connector='OR'), name='attendance_of_who_signed_is_present')],
                'ordering': ['half'],
            },
        ),
        migrations.CreateModel(
            name='Venue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='room')),
                ('address', models.CharField(blank=True, max_length=160, verbose_name='address')),
                ('capacity', models.PositiveSmallIntegerField(verbose_name='places')),
                ('accessible', models.BooleanField(default=False, verbose_name='step-free access')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('chamber', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='venues', to='people.organisation')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='venues', to='places.commune')),
                ('accessible_parking', models.BooleanField(default=False, verbose_name='parking space for people with a disability')),
                ('accessible_toilets', models.BooleanField(default=False, verbose_name='toilets for a wheelchair')),
                ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('contact_name', models.CharField(blank=True, max_length=120, verbose_name='person to ask for')),
                ('contact_phone', models.CharField(blank=True, max_length=24, verbose_name='telephone')),
                ('directions', models.TextField(blank=True, max_length=600, verbose_name='how to find it')),
                ('equipment', models.JSONField(blank=True, default=list)),
                ('more_equipment', models.CharField(blank=True, max_length=200, verbose_name='anything else in the room')),
                ('parking', models.CharField(blank=True, max_length=200, verbose_name='where to park')),
                ('transport', models.CharField(blank=True, max_length=200, verbose_name='by bus, tram or train')),
            ],
            options={
                'ordering': ['commune__name', 'name'],
            },
        ),
        migrations.CreateModel(
            name='AccessNeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300, verbose_name='what would help you to come')),
                ('told_at', models.DateTimeField()),
                ('sign_up', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='access_need', to='seats.signup')),
            ],
        ),
        migrations.CreateModel(
            name='RelaySignUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('agreed_at', models.DateTimeField()),
                ('recorded_by', models.CharField(max_length=40)),
                ('relay', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='relays.relay')),
                ('sign_up', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='by_relay', to='seats.signup')),
            ],
            options={
                'indexes': [models.Index(fields=['relay', '-agreed_at'], name='relay_sign_up_latest')],
            },
        ),
        migrations.CreateModel(
            name='ThemeVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('content', models.JSONField()),
                ('published_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('chamber', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='workshops.theme')),
            ],
            options={
                'ordering': ['theme_id', 'number'],
                'constraints': [models.UniqueConstraint(fields=('theme', 'chamber', 'number'), name='theme_version_number_once')],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=12, unique=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to=settings.AUTH_USER_MODEL)),
                ('chamber', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='people.organisation')),
                ('occasion', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='session', to='seats.occasion')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='workshops.theme')),
                ('venue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='workshops.venue')),
                ('half_days', models.ManyToManyField(related_name='sessions', to='diary.halfday')),
                ('audience', models.CharField(choices=[('all', 'everybody: craft businesses, and those who will found one'), ('project', 'first of all those who found a business'), ('theme', 'first of all those who came to another workshop'), ('territory', 'first of all the businesses near a relay'), ('list', 'nobody else than those whom the chamber signs up')], default='all', max_length=10)),
                ('audience_relay', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='relays.relay')),
                ('audience_theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.theme')),
                ('closes_on', models.DateField(blank=True, null=True)),
                ('co_advisers', models.ManyToManyField(blank=True, related_name='sessions_with_others', to=settings.AUTH_USER_MODEL)),
                ('note', models.TextField(blank=True, max_length=2000)),
                ('opens_on', models.DateField(blank=True, null=True)),
                ('taken_back_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='workshops.themeversion')),
            ],
            options={
                'ordering': ['occasion__starts_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='TrainerSignature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('half', models.PositiveSmallIntegerField()),
                ('signature', models.JSONField(null=True)),
                ('signed_at', models.DateTimeField(null=True)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trainer_signatures', to='workshops.session')),
                ('trainer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['half', 'signed_at'],
                'constraints': [models.UniqueConstraint(fields=('session', 'half', 'trainer'), name='trainer_signs_once_per_half_day')],
            },
        ),
        migrations.CreateModel(
            name='SessionDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('url', models.URLField(blank=True, max_length=500, verbose_name='address')),
                ('added_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='files.storedfile')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='workshops.session')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='SessionReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('present', models.PositiveSmallIntegerField(default=0)),
                ('went_well', models.TextField(blank=True, max_length=1000)),
                ('to_change', models.TextField(blank=True, max_length=1000)),
                ('material', models.JSONField(blank=True, default=list)),
                ('note', models.TextField(blank=True, max_length=2000)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('session', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='report', to='workshops.session')),
            ],
        ),
    ]
