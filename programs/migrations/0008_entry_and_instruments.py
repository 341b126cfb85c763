from django.db import migrations, models
from django.db.models import OuterRef, Subquery

TOLD = {
    "legal_form_at_entry": "legal_form",
    "founders_at_entry": "founders",
    "women_at_entry": "women_founders",
    "young_at_entry": "young_founders",
}


def take_over(apps, schema_editor):
    """The day of entry is past for those who are in: their file as it stands is the nearest to it."""
    startups = apps.get_model("startups", "Startup").objects.filter(pk=OuterRef("startup"))
    told = {entry: Subquery(startups.values(field)[:1]) for entry, field in TOLD.items()}
    apps.get_model("programs", "Enrolment").objects.update(**told)


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0007_graduation'),
        ('startups', '0007_open_targets'),
    ]

    operations = [
        migrations.AddField(
            model_name='enrolment',
            name='legal_form_at_entry',
            field=models.CharField(blank=True, default='', max_length=30, verbose_name='legal form at entry'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='enrolment',
            name='founders_at_entry',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='founders at entry'),
        ),
        migrations.AddField(
            model_name='enrolment',
            name='women_at_entry',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='women among the founders at entry'),
        ),
        migrations.AddField(
            model_name='enrolment',
            name='young_at_entry',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='founders aged 35 or less at entry'),
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='value',
            name='measure',
            field=models.CharField(choices=[('fte', 'Paid staff'), ('women_fte', 'Women among them'), ('revenue', 'Revenue of the last closed calendar year'), ('exports', 'Exports among it'), ('equity', 'Equity raised'), ('debt', 'Loans and repayable advances'), ('honour_loans', 'Honour loans'), ('grants', 'Grants'), ('prizes', 'Prizes'), ('received', 'Money received of all this'), ('trl', 'Technology readiness level'), ('co2', 'Emissions avoided')], max_length=12, verbose_name='figure'),
        ),
    ]
