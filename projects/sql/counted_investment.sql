-- Completed investment, in yuan: each amount of a project with the month from which on totals
-- include it. A late entry counts in the month in which it was made up, an opening entry in the
-- last month that it covers.
CREATE VIEW projects_countedinvestment AS
SELECT id, 'entry' AS kind, project_id, month, amount FROM projects_monthentry
UNION ALL
SELECT id, 'late', project_id, counted_in, amount FROM projects_lateentry
UNION ALL
SELECT id, kind::text, project_id, through, amount FROM projects_openingentry;
