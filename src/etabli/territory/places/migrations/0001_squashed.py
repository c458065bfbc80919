import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('places', '0001_initial'),
        ('places', '0002_arrondissements_and_contours'),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('loaded_at', models.DateTimeField()),
                ('communes', models.PositiveIntegerField()),
                ('roads', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Epci',
            fields=[
                ('code', models.CharField(max_length=9, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Arrondissement',
            fields=[
                ('code', models.CharField(max_length=4, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Contours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=160)),
                ('outlines', models.JSONField()),
                ('loaded_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name_plural': 'contours',
            },
        ),
        migrations.CreateModel(
            name='Commune',
            fields=[
                ('code', models.CharField(max_length=5, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80, verbose_name='commune')),
                ('population', models.PositiveIntegerField()),
                ('lat', models.FloatField()),
                ('lon', models.FloatField()),
                ('postal_codes', models.CharField(max_length=80)),
                ('former_codes', models.CharField(blank=True, max_length=80)),
                ('epci', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='communes', to='places.epci')),
                ('arrondissement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='communes', to='places.arrondissement')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Road',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('km', models.FloatField()),
                ('a', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.commune')),
                ('b', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.commune')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('a', 'b'), name='road_once')],
            },
        ),
    ]
