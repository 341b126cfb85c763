from django.db import migrations


def drop_those_that_ask_nothing(apps, schema_editor):
    """A TRL that was left empty asked for nothing; hours of no day were never offered."""
    apps.get_model('services', 'Need').objects.filter(kind='trl', trl=None).delete()
    apps.get_model('services', 'Hours').objects.filter(day=None, weekday=None).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('services', '0011_service_for_kinds'),
    ]

    operations = [
        migrations.RunPython(drop_those_that_ask_nothing, migrations.RunPython.noop, elidable=True),
    ]
