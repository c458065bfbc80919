import django.db.models.deletion
import django.db.models.functions.text
import etabli.foundation.people.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('people', '0001_initial'),
        ('people', '0002_no_survey_link'),
        ('people', '0003_person_erased_at'),
        ('people', '0004_ways_in'),
        ('people', '0005_story_link_and_agreement'),
        ('people', '0006_organisation_phone'),
        ('people', '0007_project_link'),
        ('people', '0008_project_to_write'),
        ('people', '0009_security'),
        ('people', '0010_kiosk'),
        ('people', '0011_sessions_end'),
        ('people', '0012_who_gave_a_role'),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('is_active', models.BooleanField(default=True)),
                ('date_joined', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_once')],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('chamber', 'chamber of trades'), ('association', 'association'), ('relay', 'relay')], max_length=20)),
                ('name', models.CharField(max_length=160)),
                ('chamber', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('phone', models.CharField(blank=True, max_length=24, verbose_name='telephone')),
            ],
        ),
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('ends_at', models.PositiveBigIntegerField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name='SecurityEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True)),
                ('kind', models.CharField(choices=[('wrong_code', 'Sign-in refused: wrong code'), ('wrong_proof', 'Sign-in refused: wrong second proof'), ('wrong_passkey', 'Sign-in refused: passkey not recognised'), ('unknown_agent', 'Sign-in refused: an agent without an account'), ('too_many', 'Too many tries, refused'), ('refused', 'Page or act refused'), ('new_device', 'Signed in on a new device'), ('copy', 'Copy of data'), ('role', 'Role given, changed or ended'), ('link', 'Link cut off'), ('session', 'Devices signed out'), ('way_in', 'Way in changed'), ('address', 'Address changed')], max_length=20)),
                ('owner_key', models.CharField(blank=True, db_index=True, max_length=40)),
                ('device', models.CharField(blank=True, max_length=60)),
                ('number', models.PositiveIntegerField(default=0)),
                ('began_at', models.DateTimeField()),
                ('at', models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name='MailedCode',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('expires_at', models.DateTimeField(db_index=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('tries__lte', 5)), name='mailed_code_tries')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('phone', models.CharField(blank=True, max_length=24, verbose_name='telephone')),
                ('created_at', models.DateTimeField()),
                ('chamber', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='persons', to='people.organisation')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='persons', to=settings.AUTH_USER_MODEL)),
                ('erased_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('chamber'), django.db.models.functions.text.Lower('email'), condition=models.Q(('email', ''), _negated=True), name='person_email_once_per_chamber'), models.UniqueConstraint(fields=('chamber', 'user'), name='person_account_once_per_chamber')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('nobody', 'visitor'), ('bearer', 'bearer of a link'), ('artisan', 'artisan'), ('relay', 'relay'), ('member', 'digital professional'), ('board', 'board member'), ('moderator', 'moderator'), ('adviser', 'adviser'), ('manager', 'management')], max_length=20)),
                ('started_on', models.DateField(auto_now_add=True)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='people.organisation')),
                ('given_by', models.CharField(blank=True, default='', max_length=40)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('user', 'organisation', 'role'), name='membership_once')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('nobody', 'visitor'), ('bearer', 'bearer of a link'), ('artisan', 'artisan'), ('relay', 'relay'), ('member', 'digital professional'), ('board', 'board member'), ('moderator', 'moderator'), ('adviser', 'adviser'), ('manager', 'management')], max_length=20)),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('nonce', models.CharField(default=etabli.foundation.people.models._nonce, max_length=22)),
                ('created_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('chamber', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='people.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('organisation'), models.F('role'), django.db.models.functions.text.Lower('email'), condition=models.Q(('accepted_at', None), ('revoked_at', None)), name='invitation_once')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('contact', 'to be contacted'), ('beside', 'to have the adviser write beside them'), ('ad', 'to have their ad passed on, without their name'), ('story', 'to have their story shown')], max_length=20)),
                ('subject_type', models.CharField(blank=True, max_length=80)),
                ('subject_id', models.CharField(blank=True, max_length=40)),
                ('given_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('recorded_by', models.CharField(max_length=40)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['subject_type', 'subject_id'], name='consent_by_subject')],
            },
        ),
        migrations.CreateModel(
            name='SecretLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(choices=[('space', 'the whole space'), ('sign_up', 'one sign-up'), ('story', 'one story'), ('brief', 'one project, to read'), ('project', 'one project, to write in')], max_length=20)),
                ('subject_id', models.BigIntegerField(blank=True, null=True)),
                ('nonce', models.CharField(default=etabli.foundation.people.models._nonce, max_length=22)),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='people.person')),
                ('used_on', models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='BrowserSession',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('device', models.CharField(blank=True, max_length=60)),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('began_at', models.DateTimeField()),
                ('seen_at', models.DateTimeField()),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='KioskSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('subject_id', models.BigIntegerField()),
                ('part', models.PositiveSmallIntegerField(default=0)),
                ('opened_by', models.CharField(max_length=200)),
                ('label', models.CharField(max_length=200)),
                ('home', models.CharField(max_length=200)),
                ('back', models.CharField(max_length=200)),
                ('pin', models.CharField(blank=True, max_length=160)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('set_aside', models.TextField()),
                ('opened_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('chamber', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.organisation')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.organisation')),
                ('session', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='kiosk', to='people.browsersession')),
            ],
        ),
    ]
