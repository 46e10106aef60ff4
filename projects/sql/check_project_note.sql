-- A note is written once, for the project's township or for the task force; checked at insertion
-- only, as the project may move to another township later.
CREATE OR REPLACE FUNCTION check_project_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        RAISE EXCEPTION 'note % is immutable', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF NOT EXISTS (
        SELECT FROM projects_project AS project
        JOIN programmes_programme AS programme ON programme.id = project.programme_id
        WHERE project.id = NEW.project_id
          AND NEW.unit_id IN (project.township_id, programme.task_force_id)
    ) THEN
        RAISE EXCEPTION 'unit % is neither the township of project % nor the task force',
            NEW.unit_id, NEW.project_id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER project_note BEFORE INSERT OR UPDATE ON projects_projectnote
FOR EACH ROW EXECUTE FUNCTION check_project_note();
