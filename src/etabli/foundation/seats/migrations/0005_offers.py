from django.db import migrations, models


def count_waiting(apps, schema_editor):
    """Those who wait are counted from now on: begin with those who wait already."""
    Occasion, SignUp = apps.get_model("seats", "Occasion"), apps.get_model("seats", "SignUp")
    waiting = SignUp.objects.filter(occasion=models.OuterRef("pk"), status="waiting").order_by()
    counted = waiting.values("occasion").annotate(number=models.Count("pk")).values("number")
    of = SignUp.objects.filter(status="waiting").values("occasion")
    Occasion.objects.filter(pk__in=of).update(waiting=models.Subquery(counted))


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0004_ways_in'),
        ("seats", "0004_came_together"),
    ]

    operations = [
        migrations.AddField(
            model_name='occasion',
            name='practical',
            field=models.TextField(blank=True, verbose_name='to bring, and how to get there'),
        ),
        migrations.AddField(
            model_name='occasion',
            name='reminded_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='occasion',
            name='waiting',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='signup',
            name='ahead_since',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='signup',
            name='late_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='signup',
            name='unanswered',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='signup',
            name='offered_until',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='signup',
            name='status',
            field=models.CharField(choices=[('seated', 'signed up'), ('offered', 'a place is offered'), ('waiting', 'on the waiting list'), ('withdrawn', 'withdrawn')], max_length=10),
        ),
        migrations.AddIndex(
            model_name='signup',
            index=models.Index(condition=models.Q(('status', 'offered')), fields=['offered_until'], name='sign_up_offer_ends'),
        ),
        migrations.AddConstraint(
            model_name='signup',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'offered'), _negated=True), ('offered_until__isnull', False), _connector='OR'), name='sign_up_offered_until'),
        ),
        migrations.RunPython(count_waiting, migrations.RunPython.noop, elidable=True),
    ]
