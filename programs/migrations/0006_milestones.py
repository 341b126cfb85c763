import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0005_statements'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PlanTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_fr', models.CharField(max_length=120, verbose_name='name (French)')),
                ('name_en', models.CharField(blank=True, max_length=120, verbose_name='name (English)')),
                ('name_ar', models.CharField(blank=True, max_length=120, verbose_name='name (Arabic)')),
                ('counted_from', models.CharField(choices=[('cohort', 'the start of the cohort'), ('enrolment', 'the day each startup was enrolled')], default='cohort', max_length=10, verbose_name='days are counted from')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plan_templates', to='programs.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'milestone plan',
                'verbose_name_plural': 'milestone plans',
                'ordering': ['programme__code', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='TemplateMilestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title_fr', models.CharField(max_length=120, verbose_name='title (French)')),
                ('title_en', models.CharField(blank=True, max_length=120, verbose_name='title (English)')),
                ('title_ar', models.CharField(blank=True, max_length=120, verbose_name='title (Arabic)')),
                ('asked_fr', models.TextField(blank=True, max_length=2000, verbose_name='what is asked (French)')),
                ('asked_en', models.TextField(blank=True, max_length=2000, verbose_name='what is asked (English)')),
                ('asked_ar', models.TextField(blank=True, max_length=2000, verbose_name='what is asked (Arabic)')),
                ('wants_evidence', models.BooleanField(default=True, help_text='Then a text or a file is needed to hand it in.', verbose_name='evidence is wanted')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('days_after', models.PositiveSmallIntegerField(verbose_name='days after the start')),
                ('template', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='programs.plantemplate')),
            ],
            options={
                'verbose_name': 'milestone of a plan',
                'verbose_name_plural': 'milestones of a plan',
                'ordering': ['position', 'days_after', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title_fr', models.CharField(max_length=120, verbose_name='title (French)')),
                ('title_en', models.CharField(blank=True, max_length=120, verbose_name='title (English)')),
                ('title_ar', models.CharField(blank=True, max_length=120, verbose_name='title (Arabic)')),
                ('asked_fr', models.TextField(blank=True, max_length=2000, verbose_name='what is asked (French)')),
                ('asked_en', models.TextField(blank=True, max_length=2000, verbose_name='what is asked (English)')),
                ('asked_ar', models.TextField(blank=True, max_length=2000, verbose_name='what is asked (Arabic)')),
                ('wants_evidence', models.BooleanField(default=True, help_text='Then a text or a file is needed to hand it in.', verbose_name='evidence is wanted')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('due_on', models.DateField(verbose_name='due on')),
                ('state', models.CharField(choices=[('planned', 'planned'), ('due', 'due'), ('submitted', 'submitted'), ('validated', 'validated'), ('returned', 'returned'), ('waived', 'waived')], default='planned', max_length=9, verbose_name='state')),
                ('evidence', models.TextField(blank=True, max_length=4000, verbose_name='evidence')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='submitted')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='answered on')),
                ('reason', models.CharField(blank=True, max_length=1000, verbose_name='reason')),
                ('times_returned', models.PositiveSmallIntegerField(default=0, verbose_name='times returned')),
                ('paused_days', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='milestones', to='programs.enrolment', verbose_name='participation')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('submitted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='programs.templatemilestone', verbose_name='of the plan')),
            ],
            options={
                'verbose_name': 'milestone',
                'verbose_name_plural': 'milestones',
                'ordering': ['due_on', 'position', 'pk'],
                'indexes': [models.Index(fields=['state', 'due_on'], name='milestone_state_and_day')],
                'constraints': [models.UniqueConstraint(fields=('enrolment', 'item'), name='milestone_of_a_plan_is_laid_out_once'), models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', False), ('state__in', ['validated', 'waived'])), models.Q(models.Q(('state__in', ['validated', 'waived']), _negated=True), ('settled_at', None)), _connector='OR'), name='milestone_is_settled_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['submitted', 'validated']), _negated=True), ('submitted_at__isnull', False), _connector='OR'), name='milestone_is_submitted_before_it_is_validated')],
            },
        ),
    ]
