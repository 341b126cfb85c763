from django.db import migrations, models

import startups.models.imports


class Migration(migrations.Migration):
    """What can be imported is named by a register (docs/decisions/0012); a row may add to an earlier one."""

    dependencies = [("startups", "0006_records_are_merged")]

    operations = [
        migrations.AlterField(
            model_name="importbatch",
            name="target",
            field=models.CharField(
                choices=startups.models.imports.target_choices, max_length=20, verbose_name="what"
            ),
        ),
        migrations.AlterField(
            model_name="importrow",
            name="verdict",
            field=models.CharField(
                choices=[
                    ("new", "new"),
                    ("changed", "changed"),
                    ("same", "unchanged"),
                    ("double", "twice in this file"),
                    ("merged", "added to an earlier row"),
                    ("wrong", "cannot be read"),
                    ("skipped", "left out"),
                ],
                max_length=8,
                verbose_name="verdict",
            ),
        ),
        migrations.AddField(
            model_name="importrow",
            name="same_as",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
    ]
