import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """What each startup of a cohort is to get, granted by one deed and to newcomers by the clock."""

    dependencies = [
        ('programs', '0006_milestones'),
        ('services', '0008_rescue'),
    ]

    operations = [
        migrations.CreateModel(
            name='Allowance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('coaching', 'coaching'), ('training', 'training'), ('prototyping', 'technical assistance: prototyping'), ('industrialisation', 'technical assistance: industrialisation'), ('matchmaking', 'matchmaking'), ('financing', 'financing'), ('hosting', 'a place to work')], max_length=18, verbose_name='kind')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='credits for each')),
                ('months', models.PositiveSmallIntegerField(default=12, help_text='From the first day of the cohort on.', verbose_name='months')),
                ('is_for_newcomers', models.BooleanField(default=False, help_text='Then each startup that joins the cohort gets it within the hour.', verbose_name='also for those who join later')),
                ('granted_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='granted')),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.cohort', verbose_name='cohort')),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='services.service', verbose_name='only for')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='services.fundingsource', verbose_name='paid by')),
            ],
            options={
                'verbose_name': 'allowance of a cohort',
                'verbose_name_plural': 'allowances of cohorts',
                'ordering': ['-cohort', 'kind', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='allowance_is_more_than_nothing'), models.CheckConstraint(condition=models.Q(('months__range', (1, 60))), name='allowance_lasts_one_to_sixty_months'), models.UniqueConstraint(fields=('cohort', 'kind', 'service', 'source'), name='cohort_has_an_allowance_of_a_kind_once', nulls_distinct=False)],
            },
        ),
    ]
