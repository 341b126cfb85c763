import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import programs.messages.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("programs", "0008_entry_and_instruments"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CohortMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_fr', models.CharField(max_length=120, verbose_name='subject (French)')),
                ('subject_en', models.CharField(blank=True, max_length=120, verbose_name='subject (English)')),
                ('subject_ar', models.CharField(blank=True, max_length=120, verbose_name='subject (Arabic)')),
                ('text_fr', models.TextField(max_length=5000, verbose_name='text (French)')),
                ('text_en', models.TextField(blank=True, max_length=5000, verbose_name='text (English)')),
                ('text_ar', models.TextField(blank=True, max_length=5000, verbose_name='text (Arabic)')),
                ('state', models.CharField(choices=[('prepared', 'to be read'), ('waiting', 'on its way'), ('stopped', 'stopped')], default='prepared', max_length=8, verbose_name='state')),
                ('begun_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='begun')),
                ('due_at', models.DateTimeField(blank=True, null=True, verbose_name='leaves')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended')),
                ('states', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('onboarding', 'onboarding'), ('active', 'active'), ('paused', 'paused'), ('graduated', 'graduated'), ('left', 'left'), ('excluded', 'excluded')], max_length=10), default=programs.messages.models.present, size=None, verbose_name='participations')),
                ('is_for_late', models.BooleanField(default=False, verbose_name='only those that are late')),
                ('reach', models.CharField(choices=[('owners', 'the owners'), ('team', 'the whole team')], default='owners', max_length=6, verbose_name='to')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programs.cohort', verbose_name='cohort')),
            ],
            options={
                'verbose_name': 'message to a cohort',
                'verbose_name_plural': 'messages to cohorts',
                'ordering': ['-begun_at', '-pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'waiting'), _negated=True), ('due_at__isnull', False), _connector='OR'), name='cohort_message_on_its_way_has_a_time')],
            },
        ),
    ]
