-- Three administrators (三员分立, GB/T 22239): whoever is one of them has no other role, in no
-- programme. Locks the person's row, so that two roles granted at once exclude each other.
CREATE OR REPLACE FUNCTION check_separation_of_duties() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    administrators text[] := ARRAY['system_admin', 'security_admin', 'auditor'];
BEGIN
    PERFORM FROM accounts_user WHERE id = NEW.user_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM programmes_role AS other
        WHERE other.user_id = NEW.user_id AND other.id <> NEW.id AND other.name <> NEW.name
          AND (NEW.name = ANY (administrators) OR other.name = ANY (administrators))
    ) THEN
        RAISE EXCEPTION 'person % has a role that excludes %', NEW.user_id, NEW.name
            USING ERRCODE = 'exclusion_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER separation_of_duties BEFORE INSERT OR UPDATE OF user_id, name ON programmes_role
FOR EACH ROW EXECUTE FUNCTION check_separation_of_duties();
