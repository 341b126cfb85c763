import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Nobody alters a line, whatever the road: form, shell or SQL. Lines past their 36 months may be deleted.
REFUSE = """
CREATE FUNCTION journal_entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.at < now() - interval '36 months' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER journal_entry_stays BEFORE UPDATE OR DELETE ON journal_entry
    FOR EACH ROW EXECUTE FUNCTION journal_entry_stays();
"""
ALLOW = """
DROP TRIGGER journal_entry_stays ON journal_entry;
DROP FUNCTION journal_entry_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AlterField(
            model_name="entry",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
