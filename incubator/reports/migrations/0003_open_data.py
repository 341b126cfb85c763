from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_published_reports_stand")]

    operations = [
        migrations.AddField(
            model_name="convention",
            name="is_open",
            field=models.BooleanField(
                default=False,
                help_text="Anybody may then read the published figures, without small groups, as open data.",
                verbose_name="its figures are open data",
            ),
        ),
    ]
