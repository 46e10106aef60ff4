"""The columns of the two layouts of a ledger, in their order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from core.money import in_wan, round_half_up, share_of
from core.periods import Period
from projects.choices import Light
from projects.ledger.rows import LedgerRow
from projects.ledger.words import CLASSES, NATURES, STAGES

LAST_DIGIT = 2  # of shares, which nobody imports


@dataclass(frozen=True)
class Column:
    """``value`` of a row; money comes in 万元 and is ``summed``."""

    title: str
    value: Callable[[LedgerRow], Any]
    group: str = ""
    summed: bool = False


def first_of(labels: dict[str, Any]) -> dict[Any, str]:
    """The first word of each value: the others are synonyms."""
    return {value: word for word, value in reversed(labels.items())}


NATURE_WORDS, STAGE_WORDS, CLASS_WORDS = first_of(NATURES), first_of(STAGES), first_of(CLASSES)


def money(
    title: str, value: Callable[[LedgerRow], Decimal | None], group: str = "", summed: bool = True
) -> Column:
    return Column(title, lambda row: in_wan(value(row)), group, summed)


def of_project(title: str, name: str) -> Column:
    return Column(title, lambda row: getattr(row.project, name))


def month_of(name: str) -> Callable[[LedgerRow], str]:
    def words(row: LedgerRow) -> str:
        day: date | None = getattr(row.project, name)
        return f"{day:%Y-%m}" if day else ""

    return words


def yes_or_no(name: str) -> Callable[[LedgerRow], str]:
    words = {True: "是", False: "否", None: ""}
    return lambda row: words[getattr(row.project, name)]


def unit_of(name: str) -> Callable[[LedgerRow], str]:
    return lambda row: str(getattr(row.project, name) or "")


def percent(share: Fraction | None) -> Decimal | None:
    return None if share is None else round_half_up(share * 100, LAST_DIGIT)


def cumulative(row: LedgerRow) -> Decimal | None:
    """None where nothing is held of the year."""
    project = row.project
    has_any = row.entry or project.plan is not None or project.year_amount
    return project.year_amount if has_any else None


def years(row: LedgerRow) -> str:
    first, last = row.project.first_year, row.project.last_year
    return "-".join(str(year) for year in (first, last) if year)


def contact(row: LedgerRow) -> str:
    return f"{row.project.contact} {row.project.phone}".strip()


def light(row: LedgerRow) -> str:
    shown = row.project.worst_light
    return str(Light(shown).label) if shown else ""


def stage(row: LedgerRow) -> str:
    return STAGE_WORDS.get(row.project.stage, "")


def class_of_year(row: LedgerRow) -> str:
    return CLASS_WORDS.get(row.year_class.name, "") if row.year_class else ""


def helpers(row: LedgerRow) -> str:
    return "、".join(unit.name for unit in row.project.supporting_units.all())


def financed_by(name: str) -> Callable[[LedgerRow], Decimal | None]:
    return lambda row: row.financing.get(name)


NUMBER = Column("序号", lambda row: None)
CODE, NAME = of_project("项目编码", "code"), of_project("项目名称", "name")
NATURE = Column("建设性质", lambda row: NATURE_WORDS.get(row.project.nature, ""))
TOWNSHIP = Column("所在乡镇", unit_of("township"))
STAGE = Column("项目阶段", stage)
OWNER, PERSON = Column("责任单位", unit_of("owner_unit")), of_project("责任人", "person")
STATISTICS = Column("是否入库纳统", yes_or_no("in_statistics"))
REMARK = Column("备注", lambda row: row.remark)
PROBLEMS = Column("存在问题", lambda row: row.text("problems"))


def goal(row: LedgerRow) -> str:
    return row.project.image_goal or ""


def month_amount(row: LedgerRow) -> Decimal | None:
    return row.entry.amount if row.entry else None


def ledger(rows: Sequence[LedgerRow], month: Period) -> list[Column]:
    """As the county sends it."""
    number, year = month.start.month, month.year
    money_group, works = "投资情况(万元)", "工程进度"
    return [
        NUMBER, CODE, NAME, NATURE, Column("所属行业", lambda row: row.sector), TOWNSHIP, STAGE,
        money("总投资", lambda row: row.project.total_investment, money_group),
        money("至上年底累计完成投资", lambda row: row.before, money_group),
        money(f"{year}年计划投资", lambda row: row.project.plan, money_group),
        money(f"{number}月完成投资", month_amount, money_group),
        money(f"1-{number}月累计完成投资", cumulative, money_group),
        Column("年度形象目标", goal, works),
        Column("形象进度", lambda row: row.text("image_progress"), works),
        Column("计划开工", month_of("planned_start"), works),
        Column("实际开工", month_of("actual_start"), works),
        Column("计划竣工", month_of("planned_finish"), works),
        Column("实际竣工", month_of("actual_finish"), works),
        PROBLEMS, of_project("包联领导", "lead_official"), OWNER, PERSON,
        Column("是否签约招商项目", yes_or_no("signed")), STATISTICS, REMARK,
    ]  # fmt: skip


def canonical(rows: Sequence[LedgerRow], month: Period) -> list[Column]:
    """The columns of docs/rules.md#canonical-ledger, in its order. The stage is none of them: read
    again, the sheet leaves the stages of known projects as they are."""
    sources = dict.fromkeys(name for row in rows for name in row.financing)
    return [
        NUMBER, CODE, NAME, NATURE,
        Column("年度类别", class_of_year),
        Column("所属行业/领域", lambda row: row.sector), TOWNSHIP,
        of_project("建设规模及主要内容", "content"),
        Column("建设起止年限", years),
        money("总投资(万元)", lambda row: row.project.total_investment),
        *(
            money(name, financed_by(name), "资金来源(万元)") for name in sources
        ),
        money("至上年底累计完成投资(万元)", lambda row: row.before),
        money("年度计划投资(万元)", lambda row: row.project.plan),
        money("本月完成投资(万元)", month_amount),
        money(f"1-{month.start.month}月累计完成投资(万元)", cumulative),
        Column("占年度计划(%)", lambda row: percent(row.project.progress.share)),
        Column("与序时进度差(百分点)", lambda row: percent(row.project.progress.difference)),
        money("开工以来累计完成投资(万元)", lambda row: row.project.ever_amount, summed=False),
        Column(
            "占总投资(%)",
            lambda row: percent(share_of(row.project.ever_amount, row.project.total_investment)),
        ),
        money("资金到位(万元)", lambda row: row.arrived, summed=False),
        money("资金支付(万元)", lambda row: row.paid, summed=False),
        Column("年度形象进度目标", goal),
        Column("当前形象进度", lambda row: row.text("image_progress")),
        PROBLEMS,
        Column("需协调解决事项", lambda row: row.entry.coordination if row.entry else ""),
        Column("下步计划", lambda row: row.entry.next_step if row.entry else ""),
        Column("计划开工", month_of("planned_start")),
        Column("实际开工", month_of("actual_start")),
        Column("计划竣工", month_of("planned_finish")),
        of_project("牵头(责任)领导", "lead_official"), OWNER, PERSON,
        Column("联系人/电话", contact),
        Column("帮扶单位", helpers),
        STATISTICS, Column("预警", light), REMARK,
    ]  # fmt: skip


LAYOUTS: dict[str, Callable[[Sequence[LedgerRow], Period], list[Column]]] = {
    "ledger": ledger,
    "canonical": canonical,
}
