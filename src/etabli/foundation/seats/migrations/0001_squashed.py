import django.db.models.deletion
import etabli.foundation.seats.models
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('seats', '0001_initial'),
        ('seats', '0002_longer_place'),
        ('seats', '0003_sittings'),
        ('seats', '0004_came_together'),
        ('seats', '0005_offers'),
        ('seats', '0006_to_confirm'),
    ]

    initial = True

    dependencies = [
        ('people', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Occasion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('starts_at', models.DateTimeField(db_index=True, verbose_name='starts at')),
                ('ends_at', models.DateTimeField(verbose_name='ends at')),
                ('place', models.CharField(max_length=400, verbose_name='place')),
                ('capacity', models.PositiveSmallIntegerField(verbose_name='places')),
                ('taken', models.PositiveSmallIntegerField(default=0)),
                ('arrivals', models.PositiveIntegerField(default=0)),
                ('uid', models.CharField(default=etabli.foundation.seats.models._uid, max_length=60, unique=True)),
                ('sequence', models.PositiveSmallIntegerField(default=0)),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='occasions', to='people.organisation')),
                ('sittings', models.JSONField(blank=True, default=list)),
                ('practical', models.TextField(blank=True, verbose_name='to bring, and how to get there')),
                ('reminded_at', models.DateTimeField(blank=True, null=True)),
                ('waiting', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('taken__lte', models.F('capacity'))), name='occasion_never_oversold'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='occasion_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='ConfirmationRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('most', models.PositiveSmallIntegerField(default=3, verbose_name='places without confirmation')),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='SignUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('status', models.CharField(choices=[('seated', 'signed up'), ('offered', 'a place is offered'), ('waiting', 'on the waiting list'), ('pending', 'not confirmed yet'), ('withdrawn', 'withdrawn')], max_length=10)),
                ('via', models.CharField(blank=True, max_length=40)),
                ('signed_up_at', models.DateTimeField()),
                ('occasion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sign_ups', to='seats.occasion')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sign_ups', to='people.person')),
                ('brought_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='brought', to='seats.signup')),
                ('ahead_since', models.DateTimeField(blank=True, null=True)),
                ('late_at', models.DateTimeField(blank=True, null=True)),
                ('unanswered', models.PositiveSmallIntegerField(default=0)),
                ('offered_until', models.DateTimeField(blank=True, null=True)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('origin', models.CharField(blank=True, max_length=32)),
            ],
            options={
                'indexes': [models.Index(fields=['occasion', 'status', 'number'], name='sign_up_order'), models.Index(condition=models.Q(('status', 'offered')), fields=['offered_until'], name='sign_up_offer_ends')],
                'constraints': [models.UniqueConstraint(fields=('occasion', 'person'), name='sign_up_once'), models.UniqueConstraint(fields=('occasion', 'number'), name='sign_up_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'offered'), _negated=True), ('offered_until__isnull', False), _connector='OR'), name='sign_up_offered_until')],
            },
        ),
    ]
