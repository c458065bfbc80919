import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('moderation', '0001_initial'),
        ('moderation', '0002_closed_with_their_things'),
        ('moderation', '0003_appeals_to_the_assembly'),
    ]

    initial = True

    dependencies = [
        ('people', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_type', models.CharField(max_length=80)),
                ('subject_id', models.CharField(max_length=40)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('author_key', models.CharField(db_index=True, max_length=40)),
                ('state', models.CharField(choices=[('waiting', 'to be read'), ('unread', 'reported, not read yet'), ('accepted', 'read and accepted'), ('refused', 'read and refused'), ('hidden', 'hidden'), ('withdrawn', 'taken out')], default='waiting', max_length=20)),
                ('is_out', models.BooleanField(default=False)),
                ('submitted_at', models.DateTimeField()),
                ('reason', models.CharField(blank=True, max_length=40, verbose_name='reason')),
                ('words', models.TextField(blank=True, max_length=2000, verbose_name='what the moderators add')),
                ('decided_by', models.CharField(blank=True, max_length=40)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('closed_from', models.CharField(blank=True, choices=[('waiting', 'to be read'), ('unread', 'reported, not read yet'), ('accepted', 'read and accepted'), ('refused', 'read and refused'), ('hidden', 'hidden'), ('withdrawn', 'taken out')], max_length=20)),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', 'state', 'submitted_at'], name='case_queue')],
                'constraints': [models.UniqueConstraint(fields=('subject_type', 'subject_id'), name='case_once_per_thing')],
            },
        ),
        migrations.CreateModel(
            name='Limits',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('accepted_needed', models.PositiveSmallIntegerField(default=3, verbose_name='things accepted')),
                ('days_needed', models.PositiveSmallIntegerField(default=30, verbose_name='days in the association')),
                ('daily_limit', models.PositiveSmallIntegerField(default=3, verbose_name='things a day for a new member')),
                ('reports_needed', models.PositiveSmallIntegerField(default=3, verbose_name='people who report a thing, for it to be read again')),
                ('remind_after_hours', models.PositiveSmallIntegerField(default=24, verbose_name='hours before moderators are reminded')),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Reason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('text', models.CharField(max_length=300, verbose_name='reason, as its author reads it')),
                ('is_offered', models.BooleanField(default=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'code'), name='reason_once')],
            },
        ),
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=2000, verbose_name='why you disagree')),
                ('written_by', models.CharField(max_length=40)),
                ('against', models.CharField(max_length=40)),
                ('sent_at', models.DateTimeField()),
                ('accepted', models.BooleanField(blank=True, null=True)),
                ('words', models.TextField(blank=True, max_length=2000, verbose_name='the answer')),
                ('decided_by', models.CharField(blank=True, max_length=40)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='moderation.case')),
                ('is_shown', models.BooleanField(default=False)),
                ('referred_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('accepted', None), ('withdrawn_at', None)), fields=('case',), name='appeal_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('false', 'It is not true, or no longer true'), ('insulting', 'It attacks or insults somebody'), ('advertising', 'It is advertising, or has nothing to do here'), ('personal', 'It shows somebody’s private life, or a picture that isn’t theirs'), ('unlawful', 'It is forbidden by law'), ('other', 'Something else')], max_length=20, verbose_name='what is wrong')),
                ('text', models.TextField(blank=True, max_length=2000, verbose_name='in your words')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('reporter_key', models.CharField(max_length=40)),
                ('reporter_organisation_id', models.BigIntegerField(blank=True, null=True)),
                ('source', models.CharField(max_length=64)),
                ('sent_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='moderation.case')),
                ('chamber', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
        ),
    ]
