from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('drafts', '0001_initial'),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('owner', models.CharField(max_length=40)),
                ('acting', models.CharField(max_length=40)),
                ('form', models.CharField(max_length=300)),
                ('typed', models.JSONField(default=dict)),
                ('before', models.JSONField(default=dict)),
                ('is_whole', models.BooleanField(default=False)),
                ('kept_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('owner', 'acting', 'form'), name='draft_once')],
            },
        ),
    ]
