from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0005_one_index_each'),
    ]

    operations = [
        migrations.AlterField(
            model_name='resource',
            name='kind',
            field=models.CharField(choices=[('room', 'room'), ('equipment', 'equipment'), ('kit', 'kit')], default='room', max_length=9, verbose_name='kind'),
        ),
    ]
