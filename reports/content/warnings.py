"""开工灯和入统灯: projects not begun after their planned month, and projects in construction
missing in the statistics, by the light rules valid in the month."""

from core.choices import Light
from core.periods import Period
from projects.lights import WARNINGS
from reports.content.parts import join, named_project, paragraph, project_list, sentence, subsection
from reports.content.words import period_words

NAMES = [light.value for light in WARNINGS]


def blocks(scope) -> list:
    return [*subsection("开工灯和入统灯", *_start(scope), *_statistics(scope))]


def _start(scope) -> list:
    found = _warned(scope, "start_light")
    late = [project for project in found if project.start_light == Light.RED]
    unrated = [one for one in scope.project_rows if one.start_light == Light.MISSING]
    lines = []
    if found:
        named = join(named_project(one, f"计划{_month(one.planned_start)}开工") for one in found)
        count = project_list(scope, f"{len(found)}个", start=NAMES)
        red = project_list(scope, f"{len(late)}个", start=[Light.RED.value])
        of_these: list = ["，其中红灯", red] if late else []
        begun = "计划开工月份已过、尚未开工的项目"
        lines.append(sentence(begun, count, *of_these, "：", *named, "。"))
    if unrated:
        count = project_list(scope, f"{len(unrated)}个", start=[Light.MISSING.value])
        lines.append(sentence("未开工项目中", count, "未填计划开工月份，未评。"))
    return [paragraph(*lines)] if lines else []


def _statistics(scope) -> list:
    found = _warned(scope, "statistics_light")
    if not found:
        return []
    named = [named_project(one, f"{_month(one.actual_start)}开工") for one in found]
    count = project_list(scope, f"{len(found)}个", statistics=NAMES)
    return [paragraph(sentence("开工后未入库纳统的项目", count, "：", *join(named), "。"))]


def _warned(scope, name: str) -> list:
    found = [one for one in scope.project_rows if getattr(one, name) in WARNINGS]
    return sorted(found, key=lambda one: (getattr(one, name) != Light.RED, one.code))


def _month(day) -> str:
    return period_words(Period(day))
