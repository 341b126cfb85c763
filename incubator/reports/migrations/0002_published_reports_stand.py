import django.core.validators
import django.utils.timezone
from django.db import migrations, models

# What partners have read stays as they read it, whatever the road: form, shell or SQL. Only that a new version replaced it is
# still told, and who signed it may go with that person's account.
REFUSE = """
CREATE FUNCTION published_report_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state NOT IN ('published', 'superseded') THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF (OLD.state = 'published' OR NEW.state = OLD.state) AND NEW.state IN ('published', 'superseded')
            AND to_jsonb(OLD) - ARRAY['state', 'asked_by_id', 'reviewed_by_id', 'schedule_id']
              = to_jsonb(NEW) - ARRAY['state', 'asked_by_id', 'reviewed_by_id', 'schedule_id'] THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a published report stands' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER published_report_stands BEFORE UPDATE OR DELETE ON reports_report
    FOR EACH ROW EXECUTE FUNCTION published_report_stands();
"""
ALLOW = """
DROP TRIGGER published_report_stands ON reports_report;
DROP FUNCTION published_report_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_reports")]

    operations = [
        migrations.AddField(
            model_name="schedule",
            name="on_day",
            field=models.PositiveSmallIntegerField(
                default=1,
                help_text="A month that is too short ends sooner; a closed day moves it to the next working day.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(31),
                ],
                verbose_name="on which day of the month",
            ),
        ),
        migrations.AddField(
            model_name="schedule",
            name="last_run_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="last run"),
        ),
        migrations.AlterField(
            model_name="schedule",
            name="next_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="next on"),
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
