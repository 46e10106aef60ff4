"""二、重点工作推进: projects in construction, by sector, money by source, tasks by list."""

from fractions import Fraction

from core.choices import Light
from funds.figures import by_family
from programmes.figures.tasks import counts_by_list, tasks_by_list
from projects.choices import Stage
from projects.figures.totals import SectorRow, by_sector, size
from reports.content import cooperation
from reports.content.marks import total_mark
from reports.content.overview import FAMILIES
from reports.content.parts import (
    amount_columns,
    amounts,
    column,
    join,
    paragraph,
    project_list,
    row,
    sentence,
    subsection,
    table,
)
from reports.content.words import against_schedule, month_words, percent, points_words, wan, yi

# Of the projects in construction those that are neither on nor below the schedule.
BESIDE = {Light.UNREPORTED: "未报的", Light.EXEMPT: "豁免的", Light.UNPLANNED: "未列年度计划的"}
NO_SECTOR = "未定行业"
STATES = (
    ("total", "任务数"),
    ("unsigned", "待签收"),
    ("under_way", "推进中"),
    ("in_time", "按期办结"),
    ("late", "逾期办结"),
    ("unknown", "办结（是否按期不详）"),
)
STEPS = ("计划", "到位", "分配", "拨付", "支付")


def blocks(scope) -> list:
    return [
        *subsection("在建项目", paragraph(_building(scope), _by_light(scope))),
        *subsection("分行业推进情况", *_sectors(scope)),
        *subsection("资金来源", *_sources(scope)),
        *subsection("任务清单", *_lists(scope)),
        *cooperation.blocks(scope),
    ]


def _building(scope):
    total = size(scope.projects.in_construction(on=scope.on))
    if not total.count:
        return None
    found = scope.in_construction
    count = project_list(scope, f"{total.count}个", stage=Stage.BUILDING.value)
    return sentence(
        "在建项目", count, f"，总投资{yi(total.total)}", *_against_plan(scope, found), "。"
    )


def _against_plan(scope, found) -> list:
    if found.difference is None:
        return []
    through = month_words(1, scope.month.number)
    return [
        f"，其中列有年度计划的{found.planned}个、{wan(found.plan)}，{through}完成投资{wan(found.done)}，",
        f"占年度计划的{percent(found.share, scope.places)}，",
        against_schedule(found.difference, scope.places),
    ]


def _by_light(scope):
    """The numbers of projects on or above the schedule, below it, and of those not compared."""
    lights = scope.lights
    above, below = lights["green"], lights["watch"] + lights["yellow"] + lights["red"]
    items = [
        sentence("达到或高于序时进度的", project_list(scope, f"{above}个", light=["green"])),
        sentence(
            "低于序时进度的", project_list(scope, f"{below}个", light=["watch", "yellow", "red"])
        ),
    ]
    for light, words in BESIDE.items():
        if count := lights[light]:
            listed = project_list(scope, f"{count}个", light=[light.value])
            items.append(sentence(words, listed))
    return sentence(*join(items, "，"), "。") if above + below else None


def _sectors(scope) -> list:
    rows = by_sector(scope.projects, scope.period, scope.month)
    named = table(1, "分行业推进情况", _sector_columns(scope), *_sector_cells(scope, rows))
    return [paragraph(_compared(scope, rows, True), _compared(scope, rows, False)), named]


def _compared(scope, rows: list[SectorRow], above: bool):
    """The sectors above the schedule, or those below it, the largest differences first."""
    sign = 1 if above else -1
    pairs = [(row.investment.difference or Fraction(0), row) for row in rows]
    found = [(difference, row) for difference, row in pairs if difference * sign > 0]
    if not found:
        return None
    found.sort(key=lambda pair: -abs(pair[0]))
    named = [
        sentence(_sector_part(scope, row), f"（{points_words(difference, scope.places)}）")
        for difference, row in found
    ]
    word = "高于" if above else "低于"
    return sentence(f"{word}序时进度的行业{len(found)}个：", *join(named), "。")


def _sector_part(scope, row: SectorRow):
    if row.sector is None:
        return project_list(scope, NO_SECTOR, sector="none")
    return project_list(scope, row.sector.name, sector=row.sector.pk)


def _sector_columns(scope) -> list:
    return [
        column("行业"),
        column("项目数（个）", "count"),
        column("总投资", "amount"),
        column("有计划（个）", "count"),
        column("年度计划", "amount"),
        *amount_columns(scope),
        column("占年度计划", "share"),
        column("与序时进度差", "points"),
    ]


def _sector_cells(scope, rows: list[SectorRow]) -> tuple[list, dict | None]:
    projects = scope.project_rows

    def cells(name, size, done):
        plan = [size.total, done.planned, done.plan]
        return [name, size.count, *plan, *amounts(scope, done), done.share, done.difference]

    items = [
        row(
            cells(each.sector.name if each.sector else NO_SECTOR, each.size, each.investment),
            mark=total_mark(one for one in projects if one.sector == each.sector),
            to="projects",
            month=str(scope.month),
            sector=each.sector.pk if each.sector else "none",
        )
        for each in rows
    ]
    total = cells("合计", size(scope.projects), scope.investment)
    mark = total_mark(projects)
    return items, row(total, mark=mark, to="projects", month=str(scope.month))


def _sources(scope) -> list:
    """表2: the sources of each family of money with their sum."""
    families = by_family(scope.sources)
    if not families:
        return []
    columns = [column("资金来源"), *(column(name, "amount") for name in STEPS)]
    items = [each for family in families for each in _family_rows(scope, family)]
    count = len(scope.sources)
    words = paragraph(sentence(f"资金来源{count}个，分{len(families)}类，各来源情况见表2。"))
    return [words, table(2, "资金来源情况", columns, items)]


def _family_rows(scope, family) -> list[dict]:
    lines = [each for each in scope.all_lines if each.source.family == family.family]
    rows = [
        row(
            _chain(each.source.name, each.chain),
            mark=total_mark(one for one in lines if one.source_id == each.source.pk),
            to="funds",
            source=each.source.pk,
        )
        for each in family.sources
    ]
    name = f"{FAMILIES[family.family]}小计"
    mark = total_mark(lines)
    return [
        *rows,
        row(_chain(name, family.chain), mark=mark, to="funds", family=family.family.value),
    ]


def _chain(name: str, chain) -> list:
    return [name, chain.planned, chain.arrived, chain.allocated, chain.transferred, chain.paid]


def _lists(scope) -> list:
    rows = counts_by_list(scope.tasks, scope.on)
    if not rows:
        return []
    tasks = list(scope.tasks)
    of_list = tasks_by_list(tasks, scope.on)
    columns = [column("清单"), *(column(f"{name}（项）", "count") for _field, name in STATES)]
    items = [
        row(
            _counts(each.list.name, each.counts),
            mark=total_mark(of_list[each.list]),
            to="tasks",
            list=each.list.pk,
        )
        for each in rows
    ]
    total = row(_counts("合计", scope.task_counts), mark=total_mark(tasks), to="tasks")
    words = paragraph(
        sentence(f"任务清单{len(rows)}张，各清单进展见表3。"),
        sentence("同一任务列入多张清单的，各清单分别计数，合计只计一次。")
        if sum(each.counts.total for each in rows) > scope.task_counts.total
        else None,
    )
    return [words, table(3, "任务清单进展情况", columns, items, total)]


def _counts(name: str, counts) -> list:
    return [name, *(getattr(counts, field) for field, _words in STATES)]
