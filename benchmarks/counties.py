"""The rows of the large installation, county by county."""

import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, islice
from typing import Any

from django.apps import apps
from django.db import connection
from django.utils import timezone

FIRST_YEAR = 2024
CHUNK = 50_000  # rows per COPY
PLACES = (
    "上坝", "下坝", "民建", "劳动", "苏坝", "荣丁", "雪口山", "石梁", "烟峰", "大院子", "三河口",
    "永红", "高卓营", "沙腔", "梅子坝",
)  # fmt: skip
WORKS = (
    "农村公路改建", "产业路硬化", "饮水安全巩固", "河堤整治", "高标准农田", "冷链物流", "茶叶加工",
    "竹笋基地", "中学宿舍", "幼儿园新建", "卫生院扩建", "养老服务", "污水管网", "垃圾转运",
    "光伏电站", "易地搬迁配套", "旅游步道", "民族文化馆", "数字乡村", "农贸市场", "水库除险",
    "滑坡治理", "变电站", "天然气管道", "标准厂房", "技工学校", "林下经济", "肉牛养殖",
)  # fmt: skip
MISSING = ("产业路", "饮水管道", "技术培训", "冷库", "路灯", "蓄水池", "村医", "销路")
STAGES = ("reserve", "early", "tender", "building", "building", "building", "completed")
STEPS = ("planned", "arrived", "paid")
Life = tuple[tuple[str, str], ...]  # the kind of each event of a task, and the state after it
SIGNED: Life = (("assigned", "assigned"), ("signed", "signed"))
GOING: Life = (*SIGNED, ("begun", "in_progress"))
WAITING: Life = (*GOING, ("closing_requested", "closing"))
CLOSED: Life = (*WAITING, ("closed", "closed"))
LIVES = (SIGNED[:1], SIGNED, GOING, GOING, WAITING, CLOSED, CLOSED)
YEARS = range(FIRST_YEAR, FIRST_YEAR + 4)

# The loaded columns of each model; a model comes after those it references.
COLUMNS = {
    "accounts.Unit": "name",
    "programmes.Programme": "code name county start_year end_year as_of task_force_id"
    " leadership_id",
    "programmes.Membership": "programme_id unit_id tier channel position",
    "programmes.ReportingPeriod": "programme_id month",
    "projects.Sector": "programme_id name position",
    "accounts.User": "username name unit_id password",
    "programmes.Role": "user_id programme_id name",
    "projects.Project": "programme_id code name sector_id township_id owner_unit_id lead_official"
    " person total_investment planned_start planned_finish signed in_statistics image_progress",
    "projects.YearPlan": "programme_id project_id year amount image_goal",
    "projects.StageEvent": "programme_id project_id stage on",
    "projects.OpeningEntry": "programme_id project_id kind year through amount",
    "programmes.TaskList": "programme_id name year",
    "programmes.Task": "programme_id number text lead_unit_id person deadline state",
    "programmes.TaskPlace": "programme_id task_id list_id",
    "programmes.TaskSupport": "programme_id task_id unit_id",
    "programmes.TaskProgress": "programme_id task_id unit_id month text on",
    "programmes.TaskRequest": "programme_id task_id unit_id kind asked_on text state"
    " decided_on decided_by_id",
    "programmes.TaskEvent": "programme_id task_id unit_id kind on state_before state_after"
    " request_id",
    "programmes.NeedCategory": "programme_id name position",
    "programmes.Need": "programme_id number township_id category_id text amount urgency",
    "funds.FundSource": "programme_id name position",
    "funds.FundLine": "programme_id number source_id payer_name project_id",
    "funds.Posting": "programme_id line_id kind on amount",
}
ENTRY = "programme_id project_id month amount image_progress origin"


@dataclass(frozen=True)
class Size:
    programmes: int = 832
    projects: int = 139
    months: int = 24
    tasks: int = 121

    @property
    def firsts(self) -> list[date]:
        """The first days of the months that are reported."""
        return [date(FIRST_YEAR + n // 12, n % 12 + 1, 1) for n in range(self.months)]

    @property
    def years(self) -> list[int]:
        return sorted({first.year for first in self.firsts})

    @property
    def day(self) -> date:
        """A week after the last month ended."""
        return date(FIRST_YEAR + self.months // 12, self.months % 12 + 1, 8)


class Loader:
    """Loads rows of a model: the named columns from values, all others with the model's defaults.
    Ids count from 1."""

    def __init__(self, model: Any, *columns: str):
        self.table = model._meta.db_table
        self.ids = count(1)
        rest = [f for f in model._meta.concrete_fields if f.column not in ("id", *columns)]
        self.constant = "".join(f"\t{as_text(default_of(field))}" for field in rest)
        names = ("id", *columns, *(field.column for field in rest))
        self.columns = ", ".join(f'"{name}"' for name in names)

    def line(self, *values: Any) -> tuple[int, str]:
        """The id and the text of a row."""
        number = next(self.ids)
        return number, "\t".join([str(number), *map(as_text, values)]) + self.constant

    def load(self, lines: Iterable[str]) -> None:
        waiting = iter(lines)
        words = f'COPY "{self.table}" ({self.columns}) FROM STDIN'
        with connection.cursor() as cursor:
            while chunk := list(islice(waiting, CHUNK)):
                cursor.copy_expert(words, io.StringIO("\n".join(chunk) + "\n"))


def default_of(field: Any) -> Any:
    is_now = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    return timezone.now() if is_now else field.get_default()


def as_text(value: Any) -> str:
    """The value in COPY's text format; texts must not contain tabs or backslashes."""
    if value is None:
        return r"\N"
    if isinstance(value, list):
        return "{" + ",".join(map(str, value)) + "}"
    return json.dumps(value) if isinstance(value, dict) else str(value)


class Counties:
    """Each county is a programme with 20 bureaus, 15 townships, 7 helpers, 100 needs and 40 fund
    lines besides its projects and tasks. ``bench_all`` belongs to the leadership of all."""

    def __init__(self, size: Size):
        self.size = size
        self.loaders = {
            label: Loader(apps.get_model(label), *columns.split())
            for label, columns in COLUMNS.items()
        }
        self.lines: dict[str, list[str]] = {label: [] for label in COLUMNS}
        self.projects: list[tuple[int, int]] = []

    def load(self) -> None:
        for number in range(1, self.size.programmes + 1):
            self.county(number)
        for label, loader in self.loaders.items():
            loader.load(self.lines.pop(label))
        entries = Loader(apps.get_model("projects.MonthEntry"), *ENTRY.split())
        entries.load(self.entries(entries))

    def add(self, label: str, *values: Any) -> int:
        number, line = self.loaders[label].line(*values)
        self.lines[label].append(line)
        return number

    def county(self, p: int) -> None:
        name, first, last = f"县{p:04d}", YEARS[0], YEARS[-1]
        self.force = self.add("accounts.Unit", f"{name}专班")
        self.leadership = self.add("accounts.Unit", f"{name}领导小组")
        heads = (self.force, self.leadership)
        self.programme = self.add(
            "programmes.Programme", f"county-{p:04d}", f"{name}帮扶", name, first, last,
            self.size.day, *heads,
        )  # fmt: skip
        self.network(name)
        self.people(p)
        for month in (date(year, month, 1) for year in YEARS for month in range(1, 13)):
            self.add("programmes.ReportingPeriod", self.programme, month)
        self.sectors = [
            self.add("projects.Sector", self.programme, f"行业{n}", n) for n in range(8)
        ]
        created = [self.project(p, n) for n in range(1, self.size.projects + 1)]
        self.tasks(p)
        self.needs(p)
        self.money(created)

    def network(self, county: str) -> None:
        self.bureaus = [self.add("accounts.Unit", f"{county}局{n:02d}") for n in range(1, 21)]
        self.townships = [self.add("accounts.Unit", f"{county}{name}镇") for name in PLACES]
        self.helpers = [self.add("accounts.Unit", f"{county}帮扶单位{n}") for n in range(1, 8)]
        tiers = (("member", self.bureaus), ("township", self.townships), ("5", self.helpers))
        for tier, units in tiers:
            for unit in units:
                self.add("programmes.Membership", self.programme, unit, tier, "渠道", unit)

    def people(self, p: int) -> None:
        if p == 1:
            self.all = self.add("accounts.User", "bench_all", "全省", self.leadership, "!")
        self.add("programmes.Role", self.all, self.programme, "leadership")
        for role, unit in (
            ("clerk", self.force), ("leadership", self.leadership),
            ("unit_reporter", self.bureaus[0]), ("helper_reporter", self.helpers[0]),
        ):  # fmt: skip
            person = self.add("accounts.User", f"bench_{role}{p}", role, unit, "!")
            self.add("programmes.Role", person, self.programme, role)
            if role == "clerk":
                self.clerk = person

    def project(self, p: int, n: int) -> int:
        x, of = p * 7919 + n * 104729, self.programme
        created = self.add(
            "projects.Project", of, f"XM{n:05d}",
            f"{PLACES[x % 15]}镇{WORKS[x // 15 % 28]}工程（{n}期）", self.sectors[x % 8],
            self.townships[x % 15], self.bureaus[x // 3 % 20], f"县领导{x % 12}", f"联系人{x % 40}",
            (x % 90000 + 500) * 10000, date(2024, x % 12 + 1, 1), date(2026, x % 12 + 1, 1),
            x % 5 == 0, x % 3 > 0, "路基完成，正在铺设路面",
        )  # fmt: skip
        self.projects.append((of, created))
        for year in self.size.years if x % 7 else ():
            amount = (x % 4000 + 120) * 10000
            self.add("projects.YearPlan", of, created, year, amount, "主体完工")
        for number, stage in enumerate(STAGES[: x % 7 + 1]):
            if stage not in STAGES[:number]:
                self.add(
                    "projects.StageEvent", of, created, stage, date(2024, number + 1, x % 27 + 1)
                )
        if x % 4 == 0:
            through = date(FIRST_YEAR - 1, 12, 1)
            amount = x % 5000 * 10000
            self.add("projects.OpeningEntry", of, created, "to_last_year", 2023, through, amount)
        return created

    def entries(self, loader: Loader) -> Iterator[str]:
        """The month entries; one in 37 is missing."""
        for of, project in self.projects:
            for n, month in enumerate(self.size.firsts):
                x = project * 13 + n * 7
                if x % 37:
                    amount = x % 400 * 10000
                    yield loader.line(of, project, month, amount, "正在施工", "imported")[1]

    def tasks(self, p: int) -> None:
        """The deadlines are those of the year around the day; a third of the tasks is closed, one
        in seven waits for it, one in four is supported by a second unit."""
        of, led_by = self.programme, self.bureaus + self.helpers
        lists = [self.add("programmes.TaskList", of, f"清单{n}", 2024) for n in range(1, 7)]
        for n in range(1, self.size.tasks + 1):
            x = p * 31 + n * 17
            steps = LIVES[x % len(LIVES)]
            unit, deadline = led_by[n % 27], self.size.day + timedelta(days=x % 365 - 180)
            task = self.add(
                "programmes.Task", of, f"R{n:03d}",
                f"落实{PLACES[x % 15]}镇{WORKS[x % 28]}", unit, f"联系人{x % 40}", deadline,
                steps[-1][1],
            )  # fmt: skip
            self.add("programmes.TaskPlace", of, task, lists[n % 6])
            if x % 4 == 0:
                self.add("programmes.TaskSupport", of, task, led_by[(n + 1) % 27])
            self.life(task, unit, steps, x)

    def life(self, task: int, unit: int, steps: Life, x: int) -> None:
        """Its events, with the request for its closing, and the reports of the last months."""
        of, day, before, request = self.programme, self.size.day, "draft", None
        for number, (kind, state) in enumerate(steps):
            on = day - timedelta(days=200 - number * 40)
            if kind == "closing_requested":
                is_closed = steps[-1][1] == "closed"
                decided = ("accepted", on, self.clerk) if is_closed else ("pending", None, None)
                request = self.add(
                    "programmes.TaskRequest", of, task, unit, "closing", on, "已完成", *decided
                )
            self.add("programmes.TaskEvent", of, task, unit, kind, on, before, state, request)
            before = state
        for month in self.size.firsts[-6:] if len(steps) > 2 else ():
            if (x + month.month) % 3:
                text = f"{month.month}月已完成现场核实。"
                self.add("programmes.TaskProgress", of, task, unit, month, text, month)

    def needs(self, p: int) -> None:
        of = self.programme
        named = [self.add("programmes.NeedCategory", of, f"类别{n}", n) for n in range(5)]
        for n in range(1, 101):
            x = p * 37 + n * 11
            self.add(
                "programmes.Need", of, f"X{n:03d}", self.townships[x % 15], named[x % 5],
                f"{PLACES[x % 15]}村缺{MISSING[x % 8]}", x % 300 * 10000, x % 3 + 1,
            )  # fmt: skip

    def money(self, projects: list[int]) -> None:
        of = self.programme
        sources = [self.add("funds.FundSource", of, f"资金{n}", n) for n in range(5)]
        for n in range(1, 41):
            project = projects[n % len(projects)]
            line = self.add("funds.FundLine", of, f"Z{n:03d}", sources[n % 5], "省级财政", project)
            for step, kind in enumerate(STEPS):
                on, amount = date(2025, step * 3 + 1, n % 28 + 1), (500 - step * 120 + n) * 10000
                self.add("funds.Posting", of, line, kind, on, amount)
