import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Substr

# As in 0003, but a record that was merged has no team: its seats went over to the one that stays.
OWNER = """
CREATE OR REPLACE FUNCTION startups_keep_an_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM startups_startup WHERE id = OLD.startup_id %s FOR NO KEY UPDATE;
    IF FOUND AND NOT EXISTS (
        SELECT 1 FROM startups_membership WHERE startup_id = OLD.startup_id AND role = 'owner' AND ended_at IS NULL
    ) THEN
        RAISE EXCEPTION 'startup %% would be left without an owner', OLD.startup_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'startup_never_has_zero_owners';
    END IF;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("startups", "0005_words_of_teams")]

    operations = [
        migrations.AddField(
            "startup",
            "merged_into",
            models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="startups.startup",
                verbose_name="merged into",
            ),
        ),
        migrations.AddField(
            "startup", "merged_at", models.DateTimeField(editable=False, null=True, verbose_name="merged")
        ),
        migrations.RemoveConstraint("startup", "startup_is_one_company"),
        migrations.AddConstraint(
            "startup",
            models.UniqueConstraint(
                Substr("ice", 1, 9), condition=~Q(ice="") & Q(merged_into=None), name="startup_is_one_company"
            ),
        ),
        migrations.RemoveConstraint("startup", "startup_register_number_is_unique_within_its_court"),
        migrations.AddConstraint(
            "startup",
            models.UniqueConstraint(
                condition=~Q(rc_number="") & Q(merged_into=None),
                fields=("rc_number", "rc_court"),
                name="startup_register_number_is_unique_within_its_court",
            ),
        ),
        migrations.AddConstraint(
            "startup",
            models.CheckConstraint(
                condition=Q(merged_into=None, merged_at=None)
                | Q(merged_into__isnull=False, merged_at__isnull=False, is_public=False),
                name="merged_startup_is_shown_nowhere",
            ),
        ),
        migrations.RunSQL(OWNER % "AND merged_into_id IS NULL", OWNER % ""),
    ]
