import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('diary', '0001_initial'),
    ]

    initial = True

    dependencies = [
        ('people', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='HalfDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('half', models.CharField(choices=[('am', 'morning'), ('pm', 'afternoon')], max_length=2)),
                ('what', models.CharField(max_length=160)),
                ('released_at', models.DateTimeField(blank=True, null=True)),
                ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='half_days', to=settings.AUTH_USER_MODEL)),
                ('chamber', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='half_days', to='people.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('released_at', None)), fields=('adviser', 'on', 'half'), name='half_day_holds_one_thing')],
            },
        ),
    ]
