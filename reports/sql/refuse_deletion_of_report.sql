-- A report once made is deleted only with its programme, approved or not.
DROP TRIGGER approved_deletion ON reports_reportrun;

CREATE CONSTRAINT TRIGGER made_deletion AFTER DELETE ON reports_reportrun
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
WHEN (OLD.status = 'done')
EXECUTE FUNCTION refuse_deletion_without_programme();
