"""A team that has had an owner never loses the last one, whoever writes the rows.

The trigger is deferred to the end of the transaction, so that a transfer may take and give in any order. It locks the startup
before it counts: of two transactions that each take one of the last two owners, the second sees what the first did.
"""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION startups_keep_an_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM startups_startup WHERE id = OLD.startup_id FOR NO KEY UPDATE;
    IF FOUND AND NOT EXISTS (
        SELECT 1 FROM startups_membership WHERE startup_id = OLD.startup_id AND role = 'owner' AND ended_at IS NULL
    ) THEN
        RAISE EXCEPTION 'startup % would be left without an owner', OLD.startup_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'startup_never_has_zero_owners';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER startup_never_has_zero_owners
    AFTER UPDATE OR DELETE ON startups_membership DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.role = 'owner' AND OLD.ended_at IS NULL)
    EXECUTE FUNCTION startups_keep_an_owner();
"""
BACKWARDS = """
DROP TRIGGER startup_never_has_zero_owners ON startups_membership;
DROP FUNCTION startups_keep_an_owner();
"""


class Migration(migrations.Migration):
    dependencies = [("startups", "0002_team_addresses")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
