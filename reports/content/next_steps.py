"""四、下月安排: only what follows from records; the task force writes the rest."""

from core.periods import Period
from projects.choices import Stage
from reports.content.parts import join, paragraph, record_link, sentence
from reports.content.problems import county_due, helpers_due, not_reported, old_money
from reports.content.words import month_words, wan

MONTHS_AHEAD = 3  # months for completions and deadlines
TITLES = {"month": "下月安排", "quarter": "下季度安排", "year": "下年度安排"}
UNFINISHED = (Stage.RESERVE, Stage.EARLY, Stage.TENDER, Stage.BUILDING)
REST = "其余由专班填写。"


def title(scope) -> str:
    return "下步安排" if scope.is_incomplete else TITLES[scope.period.kind]


def blocks(scope) -> list:
    steps = [
        _late_reports(scope),
        _county_tasks(scope),
        _helpers_tasks(scope),
        _old_money(scope),
        _completions(scope),
        _deadlines(scope),
    ]
    found = [step for step in steps if step]
    numbered = [paragraph(step, lead=f"{number}. ") for number, step in enumerate(found, 1)]
    return [*numbered, paragraph(sentence(REST))]


def _late_reports(scope):
    named = not_reported(scope)
    if not named:
        return None
    return sentence(f"补报{scope.month.number}月数据：", *join(named), "。")


def _county_tasks(scope):
    count = scope.county_counts.due_not_done
    if not count:
        return None
    words = "到期未完成任务，由牵头单位重新明确完成时限。"
    return sentence("县内单位牵头的", county_due(count), words)


def _helpers_tasks(scope):
    if not scope.helpers_due:
        return None
    words = "任务，商请反馈进展和时间安排。"
    return sentence("帮扶单位牵头的", helpers_due(scope.helpers_due), words)


def _old_money(scope):
    idle = scope.idle
    if not idle.old_count:
        return None
    words = f"、{wan(idle.old_amount)}资金的情况。"
    return sentence("核实到位超过90天未拨付的", old_money(idle.old_count), words)


def _months_ahead(scope) -> list[Period]:
    months, month = [], scope.month
    for _ in range(MONTHS_AHEAD):
        month = month.next()
        months.append(month)
    return months


def _months_ahead_text(scope) -> str:
    """7—9月, or 2024年12月—2025年2月 over a new year."""
    first, *_, last = _months_ahead(scope)
    if first.year == last.year:
        year = "" if first.year == scope.month.year else f"{first.year}年"
        return f"{year}{month_words(first.number, last.number)}"
    return f"{first.year}年{first.number}月—{last.year}年{last.number}月"


def _completions(scope):
    """Unfinished projects with their planned completion in the next months."""
    months = {month.start for month in _months_ahead(scope)}
    found = [
        project
        for project in scope.project_rows
        if project.planned_finish in months and project.stage in UNFINISHED
    ]
    found.sort(key=lambda project: (project.planned_finish, project.code))
    named = [
        sentence(record_link(each.name, "project", each.pk), f"（{each.planned_finish.month}月）")
        for each in found
    ]
    if not named:
        return None
    words = f"{_months_ahead_text(scope)}计划竣工的项目{len(found)}个："
    return sentence(words, *join(named), "。")


def _deadlines(scope):
    """The number of tasks with a deadline in the next months, by month, helpers' tasks included."""
    tasks = scope.tasks.with_deadline(scope.on).filter(deadline_then__gt=scope.on).open_then()
    found = [
        (month, tasks.filter(deadline_then__range=_days(month))) for month in _months_ahead(scope)
    ]
    items = [
        sentence(f"{month.number}月{count}项") for month, rows in found if (count := rows.count())
    ]
    if not items:
        return None
    return sentence(f"{_months_ahead_text(scope)}到期的未完成任务：", *join(items), "。")


def _days(month: Period) -> tuple:
    return month.start, month.last_day
