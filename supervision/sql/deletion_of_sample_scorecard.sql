-- A scorecard in force is deleted only with its programme, or as one of the sample: with
-- app.remove_illustrative = 'on'. The condition is evaluated at the deletion, not at the commit.
DROP TRIGGER scorecard_deletion ON supervision_scorecard;
CREATE CONSTRAINT TRIGGER scorecard_deletion AFTER DELETE ON supervision_scorecard
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
WHEN (OLD.state <> 'draft' AND NOT (
    OLD.basis = '演示' AND coalesce(current_setting('app.remove_illustrative', true), '') = 'on'
))
EXECUTE FUNCTION refuse_deletion_without_programme();
