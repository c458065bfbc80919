import django.db.models.deletion
import django.db.models.functions.text
import etabli.community.association.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('association', '0001_initial'),
        ('association', '0002_dues'),
        ('association', '0003_letters'),
        ('association', '0004_suspensions_with_an_end'),
    ]

    initial = True

    dependencies = [
        ('people', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='DuesRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('grace_days', models.PositiveSmallIntegerField(default=60, verbose_name='days of grace')),
                ('remind_days', models.PositiveSmallIntegerField(default=15, verbose_name='days of notice')),
                ('pay_to', models.TextField(blank=True, verbose_name='how to pay')),
                ('last_receipt', models.PositiveIntegerField(default=0)),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='dues_rules', to='people.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='OwnTrade',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='trade')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='own_trades', to='people.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('organisation'), django.db.models.functions.text.Lower('name'), condition=models.Q(('withdrawn_at', None)), name='own_trade_once')],
            },
        ),
        migrations.CreateModel(
            name='Period',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='name')),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('ends_on', models.DateField(verbose_name='last day')),
                ('due_on', models.DateField(verbose_name='to be paid by')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dues_periods', to='people.organisation')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='period_ends_after_start'), models.UniqueConstraint(models.F('organisation'), django.db.models.functions.text.Lower('name'), condition=models.Q(('withdrawn_at', None)), name='period_once')],
            },
        ),
        migrations.CreateModel(
            name='Category',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('kind', models.CharField(blank=True, choices=[('person', 'person'), ('company', 'company')], max_length=10, verbose_name='for whom')),
                ('amount_cents', models.PositiveIntegerField(verbose_name='amount')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dues_categories', to='people.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('organisation'), django.db.models.functions.text.Lower('name'), condition=models.Q(('withdrawn_at', None)), name='category_once')],
            },
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('display_name', models.CharField(max_length=120, verbose_name='name shown')),
                ('trade', models.CharField(max_length=40, verbose_name='trade')),
                ('commune_code', models.CharField(blank=True, max_length=5, verbose_name='commune')),
                ('joined_on', models.DateField()),
                ('left_on', models.DateField(blank=True, null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='people.organisation')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='member_of', to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(choices=[('person', 'person'), ('company', 'company')], default='person', max_length=10, verbose_name='person or company')),
                ('returned_on', models.DateField(blank=True, null=True)),
                ('suspended_at', models.DateTimeField(blank=True, null=True)),
                ('category', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='association.category')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('left_on', None)), fields=('organisation', 'user'), name='member_once')],
                'indexes': [models.Index(fields=['organisation', 'display_name'], name='member_by_name')],
            },
        ),
        migrations.CreateModel(
            name='Dues',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('paid_cents', models.PositiveIntegerField(default=0)),
                ('amount_cents', models.PositiveIntegerField(verbose_name='amount')),
                ('due_on', models.DateField(verbose_name='to be paid by')),
                ('reminded', models.PositiveSmallIntegerField(default=0)),
                ('waived_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dues', to='association.member')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dues', to='association.period')),
                ('remind_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['due_on'], name='dues_by_day'), models.Index(fields=['remind_on'], name='dues_to_remind')],
                'constraints': [models.UniqueConstraint(fields=('member', 'period'), name='dues_once_per_period'), models.CheckConstraint(condition=models.Q(('paid_cents__lte', models.F('amount_cents'))), name='dues_not_overpaid')],
            },
        ),
        migrations.CreateModel(
            name='Suspension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(verbose_name='reason')),
                ('suspended_at', models.DateTimeField()),
                ('appeal', models.TextField(blank=True, verbose_name='appeal')),
                ('appealed_at', models.DateTimeField(blank=True, null=True)),
                ('decision', models.TextField(blank=True, verbose_name='decision')),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suspensions', to='association.member')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('ground', models.CharField(blank=True, max_length=20, verbose_name='ground')),
                ('referred_at', models.DateTimeField(blank=True, null=True)),
                ('suspended_by', models.CharField(blank=True, max_length=40)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['ends_on'], name='suspension_to_end')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('member',), name='suspension_once')],
            },
        ),
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('person', 'person'), ('company', 'company')], default='person', max_length=10, verbose_name='person or company')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('company', models.CharField(blank=True, max_length=120, verbose_name='company')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('trade', models.CharField(max_length=40, verbose_name='trade')),
                ('commune_code', models.CharField(blank=True, max_length=5, verbose_name='commune')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('state', models.CharField(choices=[('sent', 'address to confirm'), ('waiting', 'waiting'), ('asked', 'question asked'), ('accepted', 'accepted'), ('refused', 'refused'), ('withdrawn', 'request withdrawn')], default='sent', max_length=12)),
                ('nonce', models.CharField(default=etabli.community.association.models._nonce, max_length=22)),
                ('sent_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('question', models.TextField(blank=True, verbose_name='question')),
                ('answer', models.TextField(blank=True, verbose_name='answer')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('chamber', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='association.member')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='people.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('organisation'), django.db.models.functions.text.Lower('email'), condition=models.Q(('state__in', ['sent', 'waiting', 'asked'])), name='application_once')],
            },
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('method', models.CharField(max_length=20, verbose_name='means')),
                ('reference', models.CharField(blank=True, max_length=80, verbose_name='reference')),
                ('amount_cents', models.PositiveIntegerField(verbose_name='amount')),
                ('paid_on', models.DateField(verbose_name='paid on')),
                ('number', models.PositiveIntegerField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('dues', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='association.dues')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'number'), name='receipt_number_once')],
            },
        ),
    ]
