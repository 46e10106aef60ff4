"""Three administrators (三员分立, GB/T 22239): who is one of them is nothing else, in no programme."""

from django.db import migrations

# The row of the person is held, so that two roles given at once do not miss each other.
APART = """
CREATE FUNCTION check_administrators_apart() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    apart text[] := ARRAY['system_admin', 'security_admin', 'auditor'];
BEGIN
    PERFORM FROM accounts_user WHERE id = NEW.user_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM programmes_role AS other
        WHERE other.user_id = NEW.user_id AND other.id <> NEW.id AND other.name <> NEW.name
          AND (NEW.name = ANY (apart) OR other.name = ANY (apart))
    ) THEN
        RAISE EXCEPTION 'person % holds a role that excludes %', NEW.user_id, NEW.name
            USING ERRCODE = 'exclusion_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER administrators_apart BEFORE INSERT OR UPDATE OF user_id, name ON programmes_role
FOR EACH ROW EXECUTE FUNCTION check_administrators_apart();
"""
BACK = """
DROP TRIGGER administrators_apart ON programmes_role;
DROP FUNCTION check_administrators_apart();
"""


class Migration(migrations.Migration):
    dependencies = [("programmes", "0007_phones_hidden")]

    operations = [migrations.RunSQL(APART, BACK)]
