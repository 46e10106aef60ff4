"""What changed between two days, both included, by the days of business."""

from datetime import date

from projects.figures import changes
from projects.figures.changes import Kind, Span
from projects.models import LateEntry, Matter, Milestone, PlanVersion, Problem, Project, YearPlan
from tests import making
from tests.making import APRIL, JUNE, MAY, entry, stage, wan

SPAN = Span(date(2024, 6, 1), date(2024, 7, 8))


def found(cast, kind: Kind, span: Span = SPAN) -> list[tuple]:
    every = changes.changes(Project.objects.of(cast.alpha), span)
    return [(c.project, c.on, c.before, c.after, c.words) for c in every if c.kind == kind]


def add(model, cast, **values):
    return model.objects.create(programme=cast.alpha, project=cast.road, **values)


def test_the_ends_of_the_span_are_in_it(cast):
    for day, counts in (("05-31", 0), ("06-01", 1), ("07-08", 1), ("07-09", 0)):
        Problem.objects.all().delete()
        add(Problem, cast, text="征地", found_on=date.fromisoformat(f"2024-{day}"))
        assert len(found(cast, Kind.RAISED)) == counts, day


def test_a_first_stage_makes_a_project_known_and_others_follow_one(cast):
    day = date(2024, 6, 20)
    made = making.project(cast.alpha, "P9", cast.bureau_unit)
    stage(made, "reserve", date(2024, 6, 5))
    stage(made, "early", day)
    stage(cast.school, "early", date(2024, 7, 1))
    assert found(cast, Kind.NEW) == [(made, date(2024, 6, 5), "", "谋划储备", "")]
    assert found(cast, Kind.STAGE) == [
        (made, day, "谋划储备", "前期工作", ""),
        (cast.school, date(2024, 7, 1), "谋划储备", "前期工作", ""),
    ]


def test_of_two_stages_on_one_day_the_later_written_follows_the_other(cast):
    stage(cast.school, "early", date(2024, 6, 3))
    stage(cast.school, "tender", date(2024, 6, 3))
    assert [row[2:4] for row in found(cast, Kind.STAGE)] == [
        ("谋划储备", "前期工作"),
        ("前期工作", "招标采购"),
    ]


def test_a_plan_that_was_adjusted_says_from_what_to_what_and_why(cast):
    plan = YearPlan.objects.get(project=cast.road)
    PlanVersion.objects.filter(plan=plan).delete()
    for number, amount, day in ((1, 1200, date(2024, 6, 2)), (2, 1500, date(2024, 6, 9))):
        making.plan_version(plan, number, day, amount, reason="调增")
    assert found(cast, Kind.PLAN) == [
        (cast.road, date(2024, 6, 9), "1,200.00万元", "1,500.00万元", "2024年：调增")
    ]


def test_what_was_made_up_late_names_its_month(cast):
    said = {"amount": wan(5), "reason": "漏报"}
    add(LateEntry, cast, month=APRIL.start, counted_in=JUNE.start, **said)
    add(LateEntry, cast, month=APRIL.start, counted_in=MAY.start, **said)
    assert found(cast, Kind.LATE) == [
        (cast.road, date(2024, 6, 30), "", "5.00万元", "属2024年4月：漏报")
    ]


def test_problems_are_raised_and_solved(cast):
    add(
        Problem,
        cast,
        text="征地",
        found_on=date(2024, 5, 2),
        solved_on=date(2024, 6, 30),
        solution="已签协议",
    )
    assert found(cast, Kind.RAISED) == []
    assert found(cast, Kind.SOLVED) == [(cast.road, date(2024, 6, 30), "征地", "已签协议", "")]


def test_a_milestone_is_reached_or_missed_or_missed_and_reached_later(cast):
    due = date(2024, 6, 15)
    add(Milestone, cast, name="甲", due_on=due, reached_on=due)
    add(Milestone, cast, name="乙", due_on=due)
    add(Milestone, cast, name="丙", due_on=due, reached_on=date(2024, 7, 1))
    add(Milestone, cast, name="丁", due_on=date(2024, 9, 1))
    assert [row[3] for row in found(cast, Kind.REACHED)] == ["甲", "丙"]
    missed = [row[2:4] for row in found(cast, Kind.MISSED)]
    assert missed == [("乙", "尚未达成"), ("丙", "2024-07-01达成")]


def test_matters_are_asked_and_settled(cast):
    add(
        Matter,
        cast,
        text="用地指标",
        level="province",
        department="自然资源厅",
        raised_on=date(2024, 5, 1),
        asked_on=date(2024, 6, 2),
        state="supported",
        settled_on=date(2024, 7, 2),
        result="已下达",
    )
    assert [row[3:] for row in found(cast, Kind.ASKED)] == [("用地指标", "省级 自然资源厅")]
    settled = [("用地指标", "已支持", "已下达")]
    assert [row[2:] for row in found(cast, Kind.SETTLED)] == settled


def test_lights_are_those_of_the_months_at_both_ends(cast):
    """In May the road did 400 of 500 that were due; in June 500 of 600: no other light. The dam
    reported May and not June."""
    Project.objects.of(cast.alpha).update(in_statistics=True)
    by_project = {row[0]: row[2:] for row in found(cast, Kind.LIGHT)}
    assert cast.road not in by_project
    after, words = by_project[cast.dam][1:]
    assert after == "未报"
    assert words.startswith("2024年6月未报。")


def test_a_project_of_which_no_stage_was_known_has_no_changed_light(cast):
    made = making.project(cast.alpha, "P9", cast.bureau_unit)
    stage(made, "building", date(2024, 6, 5))
    assert made not in [row[0] for row in found(cast, Kind.LIGHT)]


def test_the_months_that_ended_are_summed(cast):
    projects = Project.objects.of(cast.alpha)
    said = {"amount": wan(5), "reason": "漏报"}
    add(LateEntry, cast, month=APRIL.start, counted_in=JUNE.start, **said)
    [june] = changes.months(projects, SPAN)
    assert (june.month, june.entries, june.amount) == (JUNE, 1, wan(100))
    assert (june.late_entries, june.late_amount) == (1, wan(5))
    longer = changes.months(projects, Span(date(2024, 5, 1), date(2024, 7, 8)))
    assert [(one.month, one.entries) for one in longer] == [(JUNE, 1), (MAY, 2)]
    shorter = Span(date(2024, 6, 1), date(2024, 6, 29))
    assert changes.months(projects, shorter) == []


def test_other_projects_than_those_asked_for_stay_out(cast):
    add(Problem, cast, text="征地", found_on=date(2024, 6, 2))
    entry(cast.quarry, JUNE, 3)
    only = Project.objects.filter(pk=cast.school.pk)
    assert changes.changes(only, SPAN) == []
    assert changes.months(only, SPAN) == []
