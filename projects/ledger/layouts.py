"""The columns of the two layouts of a ledger, in their order: those of the importer, and some that
are computed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter
from typing import Any

from core.choices import Light
from core.importing.exporter import ExportColumn
from core.money import round_half_up, share_of
from core.periods import Period
from projects.importers.ledger import DATES, LedgerImporter
from projects.ledger.rows import LedgerRow
from projects.ledger.words import CLASSES, NATURES, STAGES

LAST_DIGIT = 2  # of shares, which nobody imports
YES_NO = {True: "是", False: "否", None: ""}
IMPORTED = {column.name: column for column in LedgerImporter.columns}


@dataclass(frozen=True)
class Column(ExportColumn):
    """Below the head of a ``group``, which names the unit of its money. Money is ``summed``."""

    group: str = ""
    summed: bool = True

    @property
    def head(self) -> str:
        return self.title if self.group else super().head


def first_of(labels: dict[str, Any]) -> dict[Any, str]:
    """The first word of each value: the others are synonyms."""
    return {value: word for word, value in reversed(labels.items())}


NATURE_WORDS, STAGE_WORDS, CLASS_WORDS = first_of(NATURES), first_of(STAGES), first_of(CLASSES)


def month_of(name: str) -> Callable[[LedgerRow], str]:
    def words(row: LedgerRow) -> str:
        day = getattr(row.project, name)
        return f"{day:%Y-%m}" if day else ""

    return words


def yes_or_no(name: str) -> Callable[[LedgerRow], str]:
    return lambda row: YES_NO[getattr(row.project, name)]


def cumulative(row: LedgerRow) -> Decimal | None:
    """None where nothing is held of the year."""
    project = row.project
    has_any = row.entry or project.plan is not None or project.year_amount
    return project.year_amount if has_any else None


def years(row: LedgerRow) -> str:
    first, last = row.project.first_year, row.project.last_year
    return "-".join(str(year) for year in (first, last) if year)


def light(row: LedgerRow) -> str:
    shown = row.project.worst_light
    return str(Light(shown).label) if shown else ""


# Of the importer's columns; all others are fields of the project.
VALUES: Mapping[str, Callable[[LedgerRow], Any]] = {
    "nature": lambda row: NATURE_WORDS.get(row.project.nature, ""),
    "sector": attrgetter("sector"),
    "years": years,
    "stage": lambda row: STAGE_WORDS.get(row.project.stage, ""),
    "year_class": lambda row: CLASS_WORDS.get(row.year_class.name, "") if row.year_class else "",
    "last_year": attrgetter("before"),
    "month": lambda row: row.entry.amount if row.entry else None,
    "cumulative": cumulative,
    "image_progress": lambda row: row.text("image_progress"),
    "problems": lambda row: row.text("problems"),
    "coordination": lambda row: row.entry.coordination if row.entry else "",
    "next_step": lambda row: row.entry.next_step if row.entry else "",
    **{name: month_of(name) for name in DATES},
    "contact": lambda row: f"{row.project.contact} {row.project.phone}".strip(),
    "supporting_units": lambda row: "、".join(
        unit.name for unit in row.project.supporting_units.all()
    ),
    "signed": yes_or_no("signed"),
    "in_statistics": yes_or_no("in_statistics"),
    "remark": attrgetter("remark"),
}


def column(name: str, title: str = "", group: str = "") -> Column:
    """A column of the importer, by its title or another one."""
    found = IMPORTED[name]
    value = VALUES.get(name, attrgetter(f"project.{name}"))
    return Column(title or found.title, value, found.money, group)


def columns(*names: str, group: str = "") -> list[Column]:
    return [column(name, group=group) for name in names]


def percent(title: str, share: Callable[[LedgerRow], Fraction | None]) -> Column:
    def value(row: LedgerRow) -> Decimal | None:
        found = share(row)
        return None if found is None else round_half_up(found * 100, LAST_DIGIT)

    return Column(title, value)


def beside(title: str, name: str) -> Column:
    """An amount that is not added up."""
    return Column(title, attrgetter(name), money=True, summed=False)


NUMBER = Column("序号", lambda row: None)


def ledger(rows: Sequence[LedgerRow], month: Period) -> list[Column]:
    """As the county sends it."""
    number, money, works = month.start.month, "投资情况(万元)", "工程进度"
    return [
        NUMBER,
        *columns("code", "name", "nature", "sector", "township", "stage"),
        *columns("total_investment", "last_year", group=money),
        column("plan", f"{month.year}年计划投资", money),
        column("month", f"{number}月完成投资", money),
        column("cumulative", f"1-{number}月累计完成投资", money),
        *columns("image_goal", "image_progress", "planned_start", "actual_start", group=works),
        *columns("planned_finish", "actual_finish", group=works),
        *columns("problems", "lead_official", "owner_unit", "person", "signed"),
        *columns("in_statistics", "remark"),
    ]


def canonical(rows: Sequence[LedgerRow], month: Period) -> list[Column]:
    """The columns of docs/rules.md#canonical-ledger, in its order. The stage is none of them: read
    again, the sheet leaves the stages of known projects as they are."""
    sources = dict.fromkeys(name for row in rows for name in row.financing)
    return [
        NUMBER,
        *columns("code", "name", "nature", "year_class"),
        column("sector", "所属行业/领域"),
        *columns("township", "content", "years", "total_investment"),
        *(financed_by(name) for name in sources),
        *columns("last_year", "plan", "month"),
        column("cumulative", f"1-{month.start.month}月累计完成投资"),
        percent("占年度计划(%)", attrgetter("project.progress.share")),
        percent("与序时进度差(百分点)", attrgetter("project.progress.difference")),
        beside("开工以来累计完成投资", "project.ever_amount"),
        percent(
            "占总投资(%)",
            lambda row: share_of(row.project.ever_amount, row.project.total_investment),
        ),
        beside("资金到位", "arrived"),
        beside("资金支付", "paid"),
        column("image_goal", "年度形象进度目标"),
        column("image_progress", "当前形象进度"),
        *columns("problems", "coordination", "next_step"),
        *columns("planned_start", "actual_start", "planned_finish"),
        column("lead_official", "牵头(责任)领导"),
        *columns("owner_unit", "person", "contact", "supporting_units", "in_statistics"),
        Column("预警", light),
        *columns("remark"),
    ]


def financed_by(source: str) -> Column:
    return Column(source, lambda row: row.financing.get(source), True, "资金来源(万元)")


LAYOUTS: dict[str, Callable[[Sequence[LedgerRow], Period], list[Column]]] = {
    "ledger": ledger,
    "canonical": canonical,
}
