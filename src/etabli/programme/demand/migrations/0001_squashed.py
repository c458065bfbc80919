import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('demand', '0001_initial'),
        ('demand', '0002_from_the_catalogue'),
    ]

    initial = True

    dependencies = [
        ('people', '0001_squashed'),
        ('places', '0001_squashed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Wish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('theme', 'a theme'), ('half_day', 'a half-day of support')], max_length=10)),
                ('theme_code', models.CharField(blank=True, max_length=40)),
                ('source', models.CharField(choices=[('survey', 'questionnaire'), ('phone', 'telephone'), ('diagnosis', 'diagnosis'), ('catalogue', 'page of a theme')], max_length=10)),
                ('trade_code', models.CharField(blank=True, max_length=6)),
                ('expressed_on', models.DateField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('chamber', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wishes', to='people.organisation')),
                ('commune', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.commune')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='wishes', to='people.person')),
            ],
            options={
                'verbose_name_plural': 'wishes',
                'indexes': [models.Index(fields=['chamber', 'kind', 'expressed_on'], name='wish_by_chamber')],
            },
        ),
    ]
