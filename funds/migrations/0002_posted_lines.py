from django.db import migrations

REFUSE = """
CREATE FUNCTION refuse_change_of_posting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.provenance = 'illustrative'
       AND current_setting('app.purge', true) = 'illustrative' THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    RAISE EXCEPTION 'posting % is immutable: post a reversal', OLD.id
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON funds_posting
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_posting();

CREATE FUNCTION check_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    reversed funds_posting%ROWTYPE;
BEGIN
    IF NEW.reverses_id IS NOT NULL THEN
        SELECT * INTO reversed FROM funds_posting WHERE id = NEW.reverses_id;
        IF reversed.line_id <> NEW.line_id OR reversed.kind <> NEW.kind
           OR reversed.amount <> -NEW.amount THEN
            RAISE EXCEPTION 'posting % does not reverse the whole of posting %',
                NEW.id, NEW.reverses_id USING ERRCODE = 'restrict_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER whole_reversal BEFORE INSERT ON funds_posting
FOR EACH ROW EXECUTE FUNCTION check_reversal();
"""


class Migration(migrations.Migration):
    """A posted line never changes; a reversal takes back the whole of one posting."""

    dependencies = [("funds", "0001_initial")]

    operations = [
        migrations.RunSQL(
            REFUSE,
            "DROP TRIGGER immutable ON funds_posting;"
            "DROP TRIGGER whole_reversal ON funds_posting;"
            "DROP FUNCTION refuse_change_of_posting(); DROP FUNCTION check_reversal();",
        )
    ]
