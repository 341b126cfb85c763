from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('services', '0012_drop_what_asks_nothing'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='need', name='condition_says_what_it_asks'),
        migrations.AddConstraint(
            model_name='need',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'trl'), ('trl__gte', 1), ('trl__isnull', False), ('trl__lte', 9)), models.Q(('kind', 'stage'), models.Q(('stages', []), _negated=True)), models.Q(('kind', 'delivered'), ('other__isnull', False), ('times__gte', 1)), _connector='OR'), name='condition_says_what_it_asks'),
        ),
        migrations.RemoveConstraint(model_name='hours', name='hours_are_weekly_or_of_one_day'),
        migrations.AddConstraint(
            model_name='hours',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('day', None), ('weekday__gte', 0), ('weekday__isnull', False), ('weekday__lte', 6)), models.Q(('day__isnull', False), ('weekday', None)), _connector='OR'), name='hours_are_weekly_or_of_one_day'),
        ),
    ]
