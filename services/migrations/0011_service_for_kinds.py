import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('services', '0010_edges'),
    ]

    operations = [
        migrations.AddField(
            model_name='service',
            name='for_kinds',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('startup', 'startup'), ('project', 'project without a company yet'), ('sme', 'small or medium company')], max_length=10), blank=True, default=list, help_text='None: for all.', size=None, verbose_name='for these kinds only'),
        ),
    ]
