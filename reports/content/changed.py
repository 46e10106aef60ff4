"""What changed from the first to the last day of a bulletin's period, and the problems: solved,
raised, and open at its end; findings rectified."""

from collections import Counter

from django.db.models import Q

from core.choices import Light
from projects.figures.changes import Change, Kind, Span, changes
from projects.models import MonthEntry, Problem
from reports.content import changed_findings
from reports.content.marks import mark_of
from reports.content.parts import (
    column,
    join,
    named_project,
    paragraph,
    part,
    record_link,
    row,
    sentence,
    subsection,
    table,
)
from reports.content.words import day_words

CHANGES, PROBLEMS = 7, 8
NAMED = (Kind.STAGE, Kind.PLAN, Kind.LATE, Kind.REACHED, Kind.MISSED)


def blocks(scope) -> list:
    span = Span(scope.period.start, scope.month.last_day)
    found = changes(scope.projects, span)
    return [
        *subsection("本期变化", paragraph(_counted(span, found), _red(found)), _named(found)),
        *subsection(
            "问题解决情况", paragraph(*_stated(scope), *_problems(scope, span)), _open(scope)
        ),
        *changed_findings.blocks(scope, span),
    ]


def _counted(span: Span, found: list[Change]) -> list[dict] | None:
    """The changes by their kind, with the page that lists them."""
    if not found:
        return None
    days = {"from": span.first.isoformat(), "to": span.last.isoformat()}
    counts = Counter(change.kind for change in found)
    items = [f"{kind.label}{counts[kind]}条" for kind in Kind if counts[kind]]
    lead = f"{day_words(span.first)}至{day_words(span.last)}项目变化"
    total = {"text": f"{len(found)}条", "to": "project_changes", "query": days}
    return sentence(lead, total, f"：{'、'.join(items)}。")


def _red(found: list[Change]) -> list[dict] | None:
    """The projects whose overall warning has become red, by name."""
    red = str(Light.RED.label)
    named = [
        named_project(change.project)
        for change in found
        if change.kind == Kind.LIGHT and change.after == red
    ]
    words = f"综合预警变为红灯的项目{len(named)}个："
    return sentence(words, *join(named), "。") if named else None


def _named(found: list[Change]) -> dict | None:
    """表7: stages, plans, late entries and milestones; the lights are counted alone."""
    rows = [_change(change) for change in found if change.kind in NAMED]
    columns = [column(name) for name in ("变化", "项目", "日期", "变化前", "变化后")]
    return table(CHANGES, "本期变化", columns, rows)


def _change(change: Change) -> dict:
    project = change.project
    day = day_words(change.on) if change.on else ""
    cells = [str(change.kind.label), project.name, day, change.before, change.after]
    return {**row(cells, mark=mark_of(project), to="project"), "pk": project.pk}


def _stated(scope) -> list:
    """The projects of which problems were stated in the last month of the period, and how many of
    those of the month before the period state none any more."""
    month, former = scope.month, scope.period.months()[0].previous()
    before, now = _stating(scope, former), _stating(scope, month)
    if not before or not now:
        return []
    number = part(f"{len(now)}个", "month_entries", month=str(month), problems="yes")
    earlier = part(f"{len(before)}个", "month_entries", month=str(former), problems="yes")
    return [
        sentence(
            f"{month.number}月填报存在问题的项目", number, f"，{former.number}月为", earlier,
            f"：不再填报问题的{len(before - now)}个，仍有问题的{len(before & now)}个，"
            f"新增{len(now - before)}个。",
        )
    ]  # fmt: skip


def _stating(scope, month) -> set[int]:
    rows = scope.rows(MonthEntry).filter(month=month.start).exclude(problems="")
    return set(rows.values_list("project", flat=True))


def _problems(scope, span: Span) -> list:
    """Of the registered problems: raised, solved, open at the end."""
    rows = scope.rows(Problem)
    raised = rows.filter(span.within("found_on")).count()
    solved = rows.filter(span.within("solved_on")).select_related("project")
    still = _open_rows(scope).count()
    if not (raised or solved or still):
        return []
    names = [
        sentence(record_link(one.project.name, "project", one.project_id), f"（{one.text}）")
        for one in solved.order_by("solved_on", "pk")
    ]
    words = sentence(f"登记的问题本期新增{raised}个、解决{len(names)}个，期末未解决{still}个。")
    return [words, sentence("已解决：", *join(names), "。") if names else None]


def _open_rows(scope):
    day = scope.month.last_day
    rows = scope.rows(Problem).filter(found_on__lte=day)
    return rows.filter(Q(solved_on__isnull=True) | Q(solved_on__gt=day))


def _open(scope) -> dict | None:
    """表8: the problems that are open at the end of the period."""
    found = _open_rows(scope).select_related("project", "unit").order_by("due_on", "pk")
    rows = [_problem(one) for one in found]
    columns = [column(name) for name in ("问题", "项目", "解决单位", "时限")]
    return table(PROBLEMS, "期末未解决的问题", columns, rows)


def _problem(one: Problem) -> dict:
    unit = one.unit.name if one.unit else "未明确"
    day = day_words(one.due_on) if one.due_on else "未明确"
    cells = [one.text, one.project.name, unit, day]
    return {**row(cells, mark=mark_of(one), to="project"), "pk": one.project_id}
