"""项目明细: every project with plan, month, year to date, share, difference and light."""

from projects.choices import Stage
from reports.content.marks import mark_of
from reports.content.overview import STAGES
from reports.content.parts import column, row
from reports.content.problems import LIGHTS
from reports.content.words import month_words


def listing(scope) -> dict:
    """The table of all projects by code. Without a year's plan the share is empty; an unreported
    month is empty, not zero."""
    return {
        "title": "项目明细",
        "columns": _columns(scope),
        "rows": [_row(scope, project) for project in scope.project_rows],
    }


def _columns(scope) -> list:
    year, month = scope.month.year, scope.month.number
    texts = ("项目编码", "项目名称", "行业", "乡镇", "责任单位", "阶段")
    return [
        *(column(text) for text in texts),
        column("总投资", "amount"),
        column(f"{year}年计划", "amount"),
        column(f"{month}月完成投资", "amount"),
        column(f"{month_words(1, month)}累计", "amount"),
        column("开工以来累计", "amount"),
        column("占年度计划", "share"),
        column("与序时进度差", "points"),
        column("综合预警"),
        column("进度灯"),
        column("形象进度"),
        column("存在问题"),
    ]


def _row(scope, project) -> dict:
    planned = project.plan is not None
    entry = scope.entry_of.get(project.pk)
    names = (project.sector, project.township, project.owner_unit)
    cells = [
        project.code,
        project.name,
        *(each.name if each else "" for each in names),
        STAGES[Stage(project.stage)] if project.stage else "",
        project.total_investment,
        project.plan,
        project.month_amount,
        project.year_amount if planned or project.year_amount else None,
        project.ever_amount or None,
        project.progress.share,
        project.progress.difference,
        LIGHTS.get(project.worst_light, ""),
        LIGHTS.get(project.light, ""),
        *_texts(project, entry, planned),
    ]
    return {**row(cells, mark=mark_of(project), to="project"), "pk": project.pk}


def _texts(project, entry, planned: bool) -> tuple[str, str]:
    """Texts of the month's entry; for projects without monthly entries, of the last ledger."""
    if entry:
        return entry.image_progress, entry.problems
    return ("", "") if planned else (project.image_progress, project.problems)
