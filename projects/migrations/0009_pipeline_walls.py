from django.db import migrations

from core.database.tenant_constraints import (
    audited,
    month_of_programme,
    same_programme,
    unique_with_programme,
)

# Two versions of one programme never hold for the same month.
NO_OVERLAP = """
CREATE FUNCTION check_light_rules_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM projects_lightrule AS other
        WHERE other.programme_id = NEW.programme_id AND other.id <> NEW.id
          AND other.valid_from < coalesce(NEW.valid_until, 'infinity')
          AND NEW.valid_from < coalesce(other.valid_until, 'infinity')
    ) THEN
        RAISE EXCEPTION 'rules for lights of programme % overlap', NEW.programme_id
            USING ERRCODE = 'exclusion_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER light_rules_apart AFTER INSERT OR UPDATE ON projects_lightrule
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_light_rules_apart();
"""
NO_OVERLAP_BACK = """
DROP TRIGGER light_rules_apart ON projects_lightrule;
DROP FUNCTION check_light_rules_apart();
"""

# A version of a plan says what was decided then.
VERSIONS_STAY = """
CREATE FUNCTION check_plan_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'version % of a plan stays as it was decided', OLD.id
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER plan_version_stays BEFORE UPDATE ON projects_planversion
FOR EACH ROW EXECUTE FUNCTION check_plan_version_stays();
"""
VERSIONS_STAY_BACK = """
DROP TRIGGER plan_version_stays ON projects_planversion;
DROP FUNCTION check_plan_version_stays();
"""

# What is made up is counted in an open month, and never more in a closed one.
LATE = """
CREATE TRIGGER closed_month BEFORE INSERT OR UPDATE OR DELETE ON projects_lateentry
FOR EACH ROW EXECUTE FUNCTION refuse_closed_month('counted_in', 'projects_project', 'project_id');
"""

# Until now a light went by the progress alone; what is past keeps that.
RULES_SO_FAR = """
INSERT INTO projects_lightrule (
    version, created_at, updated_at, programme_id, valid_from, yellow_points, red_points,
    repeated_yellow_is_red, rates_start, start_red_months, rates_statistics,
    statistics_yellow_months, statistics_red_months, basis
)
SELECT 1, now(), now(), id, make_date(start_year, 1, 1), 10, 30, false, false, 3, false, 1, 2, ''
FROM programmes_programme;
"""
PLANS_SO_FAR = """
INSERT INTO projects_planversion (
    version, created_at, updated_at, programme_id, plan_id, number, amount, image_goal,
    decided_on, reason
)
SELECT 1, now(), now(), programme_id, id, 1, amount, image_goal,
    created_at AT TIME ZONE 'Asia/Shanghai', ''
FROM projects_yearplan;
"""
PROJECT = "projects_project"
OF_PROJECT = [
    "approval",
    "exemption",
    "financing",
    "lateentry",
    "matter",
    "milestone",
    "problem",
    "statisticsentry",
    "yearclass",
]
OTHERS = [
    "approvalkind",
    "financingsource",
    "lightrule",
    "monthsheet",
    "park",
    "planversion",
]


class Migration(migrations.Migration):
    """What hangs on a project stays within its programme and is recorded; rules for lights do not
    overlap, versions of a plan stay, and nothing is counted in a closed month."""

    dependencies = [("projects", "0008_pipeline"), ("core", "0006_event_kinds")]

    operations = [
        *unique_with_programme(
            "projects_park",
            "projects_approvalkind",
            "projects_financingsource",
            "projects_yearplan",
        ),
        *same_programme(
            *((f"projects_{name}", "project_id", PROJECT) for name in OF_PROJECT),
            (PROJECT, "parent_id", PROJECT),
            (PROJECT, "park_id", "projects_park"),
            ("projects_approval", "kind_id", "projects_approvalkind"),
            ("projects_financing", "source_id", "projects_financingsource"),
            ("projects_planversion", "plan_id", "projects_yearplan"),
            ("projects_matter", "task_id", "programmes_task"),
        ),
        month_of_programme("projects_monthsheet"),
        month_of_programme("projects_lateentry"),
        month_of_programme("projects_statisticsentry"),
        migrations.RunSQL(NO_OVERLAP, NO_OVERLAP_BACK),
        migrations.RunSQL(VERSIONS_STAY, VERSIONS_STAY_BACK),
        migrations.RunSQL(LATE, "DROP TRIGGER closed_month ON projects_lateentry;"),
        *(audited(f"projects_{name}") for name in [*OF_PROJECT, *OTHERS]),
        migrations.RunSQL(RULES_SO_FAR, migrations.RunSQL.noop),
        migrations.RunSQL(PLANS_SO_FAR, migrations.RunSQL.noop),
    ]
