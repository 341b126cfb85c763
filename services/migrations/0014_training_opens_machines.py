from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0006_kits'),
        ('services', '0013_what_is_empty_is_refused'),
    ]

    operations = [
        migrations.AddField(
            model_name='service',
            name='opens',
            field=models.ManyToManyField(blank=True, help_text='Whoever has received this training may use them alone: the authorisation follows by itself.', related_name='+', to='events.resource', verbose_name='opens machines'),
        ),
    ]
