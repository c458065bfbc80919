import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('assembly', '0001_initial'),
        ('assembly', '0002_removals'),
    ]

    initial = True

    dependencies = [
        ('association', '0001_squashed'),
        ('people', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Assembly',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('starts_at', models.DateTimeField(verbose_name='beginning')),
                ('ends_at', models.DateTimeField(verbose_name='end')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='place')),
                ('link', models.URLField(blank=True, max_length=300, verbose_name='link of the video meeting')),
                ('note', models.TextField(blank=True, verbose_name='a word to the members')),
                ('notice_days', models.PositiveSmallIntegerField()),
                ('proxies_each', models.PositiveSmallIntegerField()),
                ('quorum_percent', models.PositiveSmallIntegerField()),
                ('sequence', models.PositiveSmallIntegerField(default=0)),
                ('convened_at', models.DateTimeField(blank=True, null=True)),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('follows', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='second_call', to='assembly.assembly')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assemblies', to='people.organisation')),
            ],
            options={
                'verbose_name': 'general assembly',
                'ordering': ['-starts_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Bylaws',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('notice_days', models.PositiveSmallIntegerField(default=15, verbose_name='days between the convocation and the assembly')),
                ('proxies_each', models.PositiveSmallIntegerField(default=2, verbose_name='proxies that one member may hold')),
                ('quorum_percent', models.PositiveSmallIntegerField(default=25, verbose_name='quorum, in percent of the voters')),
                ('second_quorum_percent', models.PositiveSmallIntegerField(default=0, verbose_name='quorum on second call, in percent')),
                ('term_years', models.PositiveSmallIntegerField(default=3, verbose_name='length of a term, in years')),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='bylaws', to='people.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('talk', 'information, discussion'), ('resolution', 'resolution to vote'), ('election', 'election')], max_length=12, verbose_name='kind')),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('majority', models.CharField(blank=True, choices=[('simple', 'more votes for than against'), ('absolute', 'more than half of the ballots'), ('two_thirds', 'two thirds of the votes for or against'), ('three_quarters', 'three quarters of the votes for or against'), ('relative', 'the most votes')], max_length=16, verbose_name='majority')),
                ('seats', models.PositiveSmallIntegerField(default=0, verbose_name='seats to fill')),
                ('is_secret', models.BooleanField(default=False, verbose_name='secret ballot')),
                ('minutes', models.TextField(blank=True, verbose_name='what the minutes say')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('assembly', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='assembly.assembly')),
                ('about', models.CharField(blank=True, max_length=60)),
            ],
            options={
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Proxy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on_paper', models.BooleanField(default=False)),
                ('given_on', models.DateField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('assembly', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proxies', to='assembly.assembly')),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proxies_held', to='association.member')),
                ('principal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proxies_given', to='association.member')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('assembly', 'principal'), name='proxy_once')],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('signed_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('assembly', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='assembly.assembly')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['signed_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('assembly', 'user'), name='signature_once')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_board', models.BooleanField(default=False)),
                ('arrived_at', models.DateTimeField()),
                ('left_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('assembly', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='assembly.assembly')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='association.member')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('left_at', None), ('withdrawn_at', None)), fields=('assembly', 'member'), name='attendance_once')],
            },
        ),
        migrations.CreateModel(
            name='Poll',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField(default=1)),
                ('majority', models.CharField(choices=[('simple', 'more votes for than against'), ('absolute', 'more than half of the ballots'), ('two_thirds', 'two thirds of the votes for or against'), ('three_quarters', 'three quarters of the votes for or against'), ('relative', 'the most votes')], max_length=16)),
                ('options', models.JSONField()),
                ('seats', models.PositiveSmallIntegerField(default=0)),
                ('is_secret', models.BooleanField()),
                ('voters', models.PositiveIntegerField()),
                ('present', models.PositiveIntegerField()),
                ('represented', models.PositiveIntegerField()),
                ('draw_secret', models.CharField(max_length=40)),
                ('draw_commitment', models.CharField(max_length=64)),
                ('opened_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('drawn_at', models.DateTimeField(blank=True, null=True)),
                ('seated_at', models.DateTimeField(blank=True, null=True)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='polls', to='assembly.item')),
            ],
            options={
                'ordering': ['opened_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('item', 'round'), name='poll_round_once')],
            },
        ),
        migrations.CreateModel(
            name='Candidate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('statement', models.TextField(blank=True, verbose_name='why you stand')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidacies', to='association.member')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidates', to='assembly.item')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('item', 'member'), name='candidate_once')],
            },
        ),
        migrations.CreateModel(
            name='Urn',
            fields=[
                ('poll', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='urn', serialize=False, to='assembly.poll')),
                ('content', models.BinaryField(default=bytes)),
            ],
        ),
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('key', models.CharField(max_length=14, primary_key=True, serialize=False)),
                ('choice', models.JSONField()),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ballots', to='assembly.poll')),
            ],
            options={
                'ordering': ['key'],
            },
        ),
        migrations.CreateModel(
            name='RollEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_proxy', models.BooleanField(default=False)),
                ('choice', models.JSONField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes', to='association.member')),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roll', to='assembly.poll')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('poll', 'member'), name='vote_once')],
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('office', models.CharField(choices=[('chair', 'chair'), ('treasurer', 'treasurer'), ('secretary', 'secretary'), ('member', 'board member')], default='member', max_length=12, verbose_name='office')),
                ('started_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('gave_role', models.BooleanField(default=False)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='association.member')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='people.organisation')),
                ('poll', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='assembly.poll')),
            ],
            options={
                'ordering': ['ends_on', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('organisation', 'member'), name='term_once')],
            },
        ),
        migrations.CreateModel(
            name='Removal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(verbose_name='reason')),
                ('asked_at', models.DateTimeField()),
                ('lapses_at', models.DateTimeField()),
                ('referred_at', models.DateTimeField(blank=True, null=True)),
                ('state', models.CharField(choices=[('waiting', 'waits for another member of the board'), ('confirmed', 'confirmed'), ('refused', 'refused'), ('lapsed', 'past its time')], default='waiting', max_length=10)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('membership', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('term', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assembly.term')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting'), ('withdrawn_at', None)), fields=('membership',), name='removal_once_per_role'), models.UniqueConstraint(condition=models.Q(('state', 'waiting'), ('withdrawn_at', None)), fields=('term',), name='removal_once_per_term')],
            },
        ),
    ]
