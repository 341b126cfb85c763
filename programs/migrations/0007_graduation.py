import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import incubator.certificates.codes
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0006_milestones'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Graduation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('graduated_on', models.DateField(verbose_name='graduated on')),
                ('noted_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='noted')),
                ('found', models.JSONField(default=list, editable=False)),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason for the exception')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('enrolment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='graduation', to='programs.enrolment', verbose_name='participation')),
            ],
            options={
                'verbose_name': 'graduation',
                'verbose_name_plural': 'graduations',
                'ordering': ['-graduated_on', '-noted_at'],
            },
        ),
        migrations.CreateModel(
            name='GraduationRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('least_settled', models.PositiveSmallIntegerField(default=80, help_text='Settled: validated, or no longer asked. Zero: milestones do not count.', validators=[django.core.validators.MaxValueValidator(100)], verbose_name='milestones settled, at least (%)')),
                ('needs_statements', models.BooleanField(default=True, help_text='Those of periods that are frozen.', verbose_name='every statement is declared')),
                ('nothing_late', models.BooleanField(default=True, help_text='Neither a milestone nor a statement.', verbose_name='nothing is late')),
                ('programme', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programs.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'graduation rule',
                'verbose_name_plural': 'graduation rules',
                'ordering': ['programme__code'],
            },
        ),
        migrations.CreateModel(
            name='GraduationCriterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_fr', models.CharField(max_length=120, verbose_name='name (French)')),
                ('name_en', models.CharField(blank=True, max_length=120, verbose_name='name (English)')),
                ('name_ar', models.CharField(blank=True, max_length=120, verbose_name='name (Arabic)')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='programs.graduationrule')),
            ],
            options={
                'verbose_name': 'criterion ticked by hand',
                'verbose_name_plural': 'criteria ticked by hand',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Farewell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.PositiveSmallIntegerField(verbose_name='recommendation (0 to 10)')),
                ('comment', models.TextField(blank=True, max_length=2000, verbose_name='comment')),
                ('said_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='given')),
                ('changed_at', models.DateTimeField(blank=True, null=True, verbose_name='changed')),
                ('enrolment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='farewell', to='programs.enrolment', verbose_name='participation')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'farewell answer',
                'verbose_name_plural': 'farewell answers',
                'ordering': ['-said_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('score__lte', 10)), name='recommendation_is_from_zero_to_ten')],
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('months', models.PositiveSmallIntegerField(verbose_name='months after the end')),
                ('due_on', models.DateField(verbose_name='to be asked on')),
                ('answer', models.CharField(choices=[('unknown', 'unknown'), ('active', 'active'), ('moved', 'active, in another country'), ('sold', 'taken over, the activity goes on'), ('ceased', 'activity has ended')], default='unknown', max_length=7, verbose_name='answer')),
                ('staff_count', models.PositiveIntegerField(blank=True, null=True, verbose_name='people who work there')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('source', models.CharField(blank=True, choices=[('team', 'answer of the team'), ('phone', 'telephone call'), ('mail', 'mail or message'), ('visit', 'visit or meeting'), ('register', 'public register'), ('press', 'press or web site'), ('earlier', 'an earlier answer')], max_length=8, verbose_name='how it is known')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='programs.enrolment', verbose_name='participation')),
            ],
            options={
                'verbose_name': 'follow-up of a former startup',
                'verbose_name_plural': 'follow-ups of former startups',
                'ordering': ['due_on', 'enrolment', 'pk'],
                'indexes': [models.Index(condition=models.Q(('answered_at', None)), fields=['due_on'], name='alumni_follow_up_due')],
                'constraints': [models.UniqueConstraint(fields=('enrolment', 'months'), name='startup_is_followed_up_once_at_each_time'), models.CheckConstraint(condition=models.Q(models.Q(('answer', 'unknown'), ('answered_at', None), ('source', '')), models.Q(('answered_at__isnull', False), models.Q(('source', ''), _negated=True)), _connector='OR'), name='follow_up_is_answered_at_a_time_by_a_source'), models.CheckConstraint(condition=models.Q(('staff_count', None), ('answer__in', ['active', 'moved', 'sold']), _connector='OR'), name='only_who_is_alive_has_people_who_work')],
            },
        ),
        migrations.CreateModel(
            name='GraduationCertificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=incubator.certificates.codes.certificate_code, editable=False, max_length=14, unique=True, verbose_name='code')),
                ('facts', models.JSONField(default=dict, editable=False)),
                ('issued_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='issued')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='revoked')),
                ('revoked_reason', models.CharField(blank=True, max_length=300, verbose_name='why revoked')),
                ('graduation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='programs.graduation', verbose_name='graduation')),
                ('issued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'certificate of graduation',
                'verbose_name_plural': 'certificates of graduation',
                'ordering': ['-issued_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('graduation',), name='graduation_has_one_standing_certificate'), models.CheckConstraint(condition=models.Q(('revoked_at', None), models.Q(('revoked_reason', ''), _negated=True), _connector='OR'), name='certificate_is_revoked_with_a_reason')],
            },
        ),
        migrations.AddConstraint(
            model_name='graduationrule',
            constraint=models.CheckConstraint(condition=models.Q(('least_settled__lte', 100)), name='share_of_milestones_is_at_most_all'),
        ),
    ]
