-- What was known at the closing of a month is written once; it is deleted where the month is
-- reopened.
CREATE OR REPLACE FUNCTION refuse_change_of_closing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'project % at the closing of % is immutable', OLD.project_id, OLD.month
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER immutable BEFORE UPDATE ON projects_projectatclosing
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_closing();
