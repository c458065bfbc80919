import django.db.models.deletion
import etabli.community.directory.models
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('directory', '0001_initial'),
        ('directory', '0002_editions_elsewhere'),
    ]

    initial = True

    dependencies = [
        ('association', '0001_squashed'),
        ('files', '0001_squashed'),
        ('people', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Profile',
            fields=[
                ('member', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='profile', serialize=False, to='association.member')),
                ('headline', models.CharField(blank=True, max_length=140, verbose_name='in one sentence')),
                ('about', models.TextField(blank=True, verbose_name='presentation')),
                ('trades', models.JSONField(blank=True, default=list, verbose_name='other trades')),
                ('skills', models.JSONField(blank=True, default=list, verbose_name='skills')),
                ('sectors', models.CharField(blank=True, max_length=80, verbose_name='craft sectors')),
                ('places', models.TextField(blank=True, verbose_name='places served')),
                ('is_remote', models.BooleanField(default=False, verbose_name='works remotely')),
                ('languages', models.CharField(blank=True, max_length=40, verbose_name='languages')),
                ('availability', models.CharField(blank=True, choices=[('', 'not said'), ('now', 'available now'), ('from', 'available from a day on'), ('not', 'not available until a day')], max_length=4, verbose_name='availability')),
                ('available_on', models.DateField(blank=True, null=True)),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('phone', models.CharField(blank=True, max_length=24, verbose_name='telephone')),
                ('charter_version', models.CharField(blank=True, max_length=20)),
                ('charter_on', models.DateField(blank=True, null=True)),
                ('visibility', models.JSONField(blank=True, default=dict)),
                ('drafts', models.JSONField(blank=True, default=dict)),
                ('offered_at', models.DateTimeField(blank=True, null=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_reason', models.CharField(blank=True, max_length=300)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='profiles', to='people.organisation')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('hidden_at', None), ('published_at__isnull', False)), fields=['organisation'], name='profile_out')],
            },
        ),
        migrations.CreateModel(
            name='Piece',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('link', models.URLField(blank=True, max_length=300, verbose_name='link')),
                ('photo_says', models.CharField(blank=True, max_length=140, verbose_name='what the picture shows')),
                ('client_agrees', models.BooleanField(default=False)),
                ('agreement', models.CharField(blank=True, max_length=200)),
                ('rank', models.PositiveSmallIntegerField(default=0)),
                ('added_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_reason', models.CharField(blank=True, max_length=300)),
                ('photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pieces', to='directory.profile')),
            ],
            options={
                'ordering': ['rank', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Opening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('times', models.PositiveIntegerField(default=0)),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='openings', to='directory.profile')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('profile', 'on'), name='opening_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('text', models.TextField(verbose_name='message')),
                ('nonce', models.CharField(default=etabli.community.directory.models._nonce, max_length=22)),
                ('sent_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('answer', models.TextField(blank=True, verbose_name='answer')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('chamber', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='directory.profile')),
            ],
            options={
                'indexes': [models.Index(fields=['profile', '-sent_at'], name='contact_of_profile')],
            },
        ),
    ]
