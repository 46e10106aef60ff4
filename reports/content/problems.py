"""三、存在问题: from the records and the units' entries, without causes of its own.

Helpers' tasks are only counted, as 商请反馈 and never named.
"""

from core.choices import Light
from programmes.choices import PHASE_OF_STATE, TaskPhase, TaskState
from projects.choices import LightKind
from projects.figures.lights import RATINGS, unrated
from reports.content import rectification, warnings
from reports.content.marks import mark_of, total_mark
from reports.content.parts import (
    column,
    join,
    named_project,
    paragraph,
    part,
    project_list,
    record_link,
    row,
    sentence,
    subsection,
    table,
    text_of,
)
from reports.content.words import against_schedule, count_values, day_words, wan

LIGHTS = {
    Light.RED: "红灯",
    Light.YELLOW: "黄灯",
    Light.WATCH: "关注",
    Light.GREEN: "绿灯",
    Light.UNREPORTED: "未报",
    Light.UNPLANNED: "未列年度计划",
    Light.EXEMPT: "免责",
    Light.MISSING: "缺字段未评",
    Light.NOT_DUE: "未到计划开工",
}
OLD = "91-"  # filter value for money older than 90 days
WARNING_LIGHTS = (Light.RED, Light.YELLOW, Light.WATCH)
PHASES = {TaskPhase.PLANNED: "未启动", TaskPhase.GOING: "推进中", TaskPhase.DONE: "已完成"}


def blocks(scope) -> list:
    return [
        *subsection(
            "综合预警和进度灯",
            paragraph(_overall(scope)),
            paragraph(_lights(scope)),
            *_warned(scope),
        ),
        *warnings.blocks(scope),
        *subsection("未报项目", paragraph(_not_reported(scope))),
        *subsection("项目存在问题", *_reported_problems(scope)),
        *subsection("资金到位未拨付", paragraph(*_idle(scope))),
        *subsection("任务到期未完成", *_tasks(scope)),
        *rectification.blocks(scope),
    ]


def _lights(scope):
    items = [
        sentence(LIGHTS[light], project_list(scope, f"{count}个", light=[light.value]))
        for light, count in scope.lights.items()
        if count
    ]
    total = sum(scope.lights.values())
    return sentence(f"在建项目{total}个的进度灯：", *join(items), "。") if items else None


def _overall(scope):
    """The worst light of each project, and of those without a colour why they have none."""
    counts, others = scope.light_counts[LightKind.OVERALL], unrated(scope.light_counts)
    given = {light: counts[light] for light in RATINGS if counts[light]}
    if not given and not others:
        return None
    words = f"已评定综合预警的项目{sum(given.values())}个（进度灯、开工灯、入统灯中最重的一个）"
    listed = ["：", *_by_light(scope, given)] if given else []
    rest = [f"；未评定{sum(others.values())}个：", *_by_light(scope, others)] if others else []
    return sentence(words, *listed, *rest, "。")


def _by_light(scope, counts: dict[Light, int]) -> list:
    return join(
        sentence(LIGHTS[light], project_list(scope, f"{count}个", warning=[light.value]))
        for light, count in counts.items()
    )


def _warned(scope) -> list:
    """A paragraph for each warning light with the projects' names, the largest gaps first."""
    return [_of_light(scope, light) for light in WARNING_LIGHTS if scope.lights[light]]


def _of_light(scope, light: Light):
    found = [project for project in scope.project_rows if project.light == light]
    found.sort(key=lambda project: project.progress.difference)
    named = [
        named_project(one, against_schedule(one.progress.difference, scope.places)) for one in found
    ]
    words = sentence(*join(named), "。")
    return paragraph(words, lead=f"进度灯{LIGHTS[light]}{len(found)}个：")


def not_reported(scope) -> list:
    """The due projects that have not reported the month, with their units."""
    found = scope.projects.not_reported(scope.month).select_related("owner_unit")
    return [named_project(project) for project in found.order_by("code")]


def _not_reported(scope):
    named = not_reported(scope)
    count = project_list(scope, f"{len(named)}个", planned="yes", reported="no")
    month = f"{scope.month.number}月"
    return sentence(f"{month}数据未报的项目", count, "：", *join(named), "。") if named else None


def _reported_problems(scope) -> list:
    """表4: the problems as entered by the units, the most frequent first."""
    entries = [entry for entry in scope.entries if entry.problems]
    if not entries:
        return []
    groups = count_values(entry.problems for entry in entries)
    rows = [_problem(scope, problem, entries) for problem, _ in groups]
    columns = [column("填报的问题"), column("项目数（个）", "count"), column("项目（责任单位）")]
    words = sentence(
        f"{scope.month.number}月填报存在问题的项目",
        part(f"{len(entries)}个", "month_entries", month=str(scope.month), problems="yes"),
        f"，问题{len(groups)}类，见表4；",
        f"其中已登记责任单位和期限的{sum(entry.is_registered for entry in entries)}个。",
    )
    return [paragraph(words), table(4, "项目存在问题", columns, rows)]


def _problem(scope, problem: str, entries: list) -> dict:
    found = [entry for entry in entries if entry.problems == problem]
    names = "、".join(text_of(named_project(entry.project)) for entry in found)
    return row([problem, len(found), names], mark=total_mark(found))


def _idle(scope) -> list:
    idle = scope.idle
    if not idle.amount:
        return []
    total = sentence(f"资金到位未拨付合计{wan(idle.amount)}。")
    if not idle.old_count:
        return [total]
    named = [
        sentence(
            record_link(line.number, "fund_line", line.pk),
            f"（{line.project.name if line.project else line.purpose}，{wan(line.idle)}）",
        )
        for line in scope.old_lines
    ]
    amount = f"、{wan(idle.old_amount)}："
    old = old_money(idle.old_count)
    return [total, sentence("其中到位超过90天的", old, amount, *join(named), "。")]


def _tasks(scope) -> list:
    return [*_county_tasks(scope), paragraph(_helpers(scope))]


def _county_tasks(scope) -> list:
    """表5: the due and undone tasks led by the county's own units."""
    tasks = scope.county_tasks.due(scope.on).open_then().select_related("lead_unit")
    rows = [_task(scope, task) for task in tasks.order_by("deadline_then", "number")]
    if not rows:
        return []
    columns = [column(name) for name in ("编号", "任务", "牵头单位", "完成时限", "进展")]
    due = part(f"{scope.county_counts.due}项", "tasks", helper="no", due="yes")
    words = sentence("县内单位牵头的任务到期", due, "，未完成", county_due(len(rows)), "，见表5。")
    return [paragraph(words), table(5, "县内单位牵头的到期未完成任务", columns, rows)]


def county_due(count: int) -> dict:
    return part(f"{count}项", "tasks", helper="no", due="yes", done="no")


def helpers_due(count: int) -> dict:
    return part(f"{count}项", "tasks", helper="yes", due="yes", done="no")


def old_money(count: int) -> dict:
    return part(f"{count}笔", "funds", assistance="yes", idle=OLD)


def _task(scope, task) -> dict:
    cells = [task.number, task.text, task.lead_unit.name, day_words(task.deadline_then)]
    phase = PHASES[PHASE_OF_STATE[TaskState(task.state_then)]]
    return {**row([*cells, phase], mark=mark_of(task), to="task"), "pk": task.pk}


def _helpers(scope):
    if not scope.helpers_due:
        return None
    return sentence("帮扶单位牵头的任务另有", helpers_due(scope.helpers_due), "，商请反馈。")
