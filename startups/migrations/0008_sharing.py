import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """What a team lets a partner organisation see, since when and until when."""

    dependencies = [
        ('startups', '0007_open_targets'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Sharing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('scope', models.CharField(choices=[('name', 'its name only'), ('figures', 'its name and its figures')], default='figures', max_length=8, verbose_name='what is shared')),
                ('since', models.DateField(default=django.utils.timezone.localdate, verbose_name='since')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('wording', models.PositiveSmallIntegerField(default=1, verbose_name='version of the text')),
                ('language', models.CharField(max_length=2)),
                ('given_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='given on')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended on')),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ended by')),
                ('given_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='given by')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='startups.organisation', verbose_name='organisation')),
                ('startup', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sharings', to='startups.startup')),
            ],
            options={
                'verbose_name': 'sharing with a partner',
                'verbose_name_plural': 'sharings with partners',
                'ordering': ['-given_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until', None)), fields=('startup', 'organisation'), name='startup_shares_once_with_a_partner'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('until', None)), models.Q(('ended_at__isnull', False), ('until__isnull', False)), _connector='OR'), name='sharing_has_a_time_once_it_is_over'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='sharing_ends_after_it_began')],
            },
        ),
    ]
