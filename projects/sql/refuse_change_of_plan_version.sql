-- A version of a year's plan records a decision: another decision is another version.
CREATE OR REPLACE FUNCTION refuse_change_of_plan_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'version % of a plan is immutable', OLD.id
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER immutable BEFORE UPDATE ON projects_planversion
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_plan_version();
