"""The published facts of the sample as rows: key, label, value, basis and source of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from core.money import plain_amount

REPORT = "人民网-四川频道 2024-07-02"
REPORT_DAY = date(2024, 7, 2)
# Of the sample's rules for lights.
SAMPLE_BASIS = "演示"
PUBLIC_PAGES = "公开资料"
SPEECH = "县主要负责人讲话(约2024年底)"
HUNDRED_MILLION = 10**8


@dataclass(frozen=True)
class Fact:
    """``unit`` follows the value; 元 formats money in 亿元 or 万元."""

    label: str
    unit: str = ""
    source: str = REPORT


FACTS = {
    "programme.city": Fact("所属市"),
    "programme.province": Fact("所属省"),
    "programme.slogan": Fact("城市品牌"),
    "programme.goal": Fact("目标"),
    "programme.dimensions": Fact("工作维度"),
    "county.code": Fact("行政区划代码", source=PUBLIC_PAGES),
    "county.area_km2": Fact("面积", "平方公里", PUBLIC_PAGES),
    "county.resident_population": Fact("常住人口", "人", PUBLIC_PAGES),
    "county.total_population": Fact("总人口", "人", PUBLIC_PAGES),
    "organisation.leadership_meetings_at_least": Fact("研究帮扶工作的会议", "次以上"),
    "organisation.meeting_kinds": Fact("会议类型"),
    "organisation.task_force.operating_fund": Fact("专班工作经费", "元"),
    "organisation.task_force.seconded_staff": Fact("专班抽调人员", "人"),
    "organisation.task_force.member_units": Fact("专班成员单位", "个"),
    "organisation.unit_level_mechanisms": Fact("建立专项机制的成员单位和乡镇", "个"),
    "helper_network.five.count": Fact("帮扶力量", "支"),
    "helper_network.five.channels": Fact("帮扶渠道", source=SPEECH),
    "helper_network.many.counties.count": Fact("市内帮扶县(区)", "个"),
    "helper_network.many.departments.count": Fact("市级帮扶部门", "个"),
    "helper_network.many.enterprises.count": Fact("市内帮扶企业", "户"),
    "approach.main_direction": Fact("主攻方向"),
    "approach.vehicle": Fact("工作载体"),
    "approach.main_indicators": Fact("三项主要指标", "项"),
    "approach.mechanisms": Fact("五项机制", "项"),
    "approach.indicators": Fact("十项指标", "项"),
    "industries.leading": Fact("主导产业"),
    "industries.planned": Fact("谋划产业"),
    "industries.parks": Fact("园区"),
    "pipeline.reserve_projects": Fact("储备项目库项目", "个"),
    "pipeline.reserve_total_investment": Fact("储备项目库总投资", "元"),
    "pipeline.signed_deals": Fact("已签约招商引资项目", "个"),
    "pipeline.signed_total_investment": Fact("签约总投资", "元"),
    "pipeline.named": Fact("报道提及的项目"),
    "documents": Fact("制度措施"),
    "tasks.key_task_groups": Fact("重点任务", "大类"),
    "tasks.named_groups": Fact("已公开的重点任务类别"),
    "tasks.helper_side_tasks_2024": Fact("2024年帮扶方重点工作任务", "项"),
    "tasks.city_county_measures_2024": Fact("市内先发县(市、区)2024年度帮扶措施", "项"),
    "tasks.township_needs": Fact("乡镇帮扶需求", "条"),
    "tasks.need_categories": Fact("帮扶需求类别", "大类"),
    "supervision.cycle": Fact("督导机制"),
    "supervision.rule": Fact("督查整改"),
    "visits.kinds": Fact("“四个走”工作法"),
    "visits.count_at_least": Fact("互动走访", "次以上"),
    "visits.enterprises_invited_at_least": Fact("邀请考察企业", "家以上"),
    "cooperation": Fact("合作事项"),
    "publicity": Fact("宣传成果"),
}


def facts_of(published: dict[str, Any]) -> Iterator[dict[str, str]]:
    """The rows of all facts, in the order above; a list of records gives one row each."""
    for key, fact in FACTS.items():
        value: Any = published
        for part in key.split("."):
            value = value[part]
        if isinstance(value, list) and value and isinstance(value[0], dict):
            for number, item in enumerate(value, 1):
                yield row(f"{key}.{number}", fact, record_text(item))
        elif isinstance(value, dict):
            yield from figure_rows(key, fact, value)
        else:
            yield row(key, fact, value_text(value, fact.unit))


def figure_rows(key: str, fact: Fact, value: dict[str, Any]) -> Iterator[dict[str, str]]:
    """A figure with its basis and source, or with the names that are published of it."""
    figure = value_text(value.get("value", value.get("count")), fact.unit)
    named = value_text(value["named"], "") if "named" in value else ""
    basis = value.get("basis", f"已公开:{named}" if named else "")
    yield row(key, fact, figure, basis=basis, source=value.get("source", ""))


def row(key: str, fact: Fact, value: str, *, basis: str = "", source: str = "") -> dict[str, str]:
    sources = "，".join(part for part in (fact.source, source) if part)
    return {"key": key, "label": fact.label, "value": value, "basis": basis, "source": sources}


def value_text(value: Any, unit: str) -> str:
    if isinstance(value, list):
        return "、".join(str(part) for part in value)
    if unit == "元":
        return money(value)
    return f"{value}{unit}"


def money(yuan: int) -> str:
    unit = "亿元" if yuan >= HUNDRED_MILLION else "万元"
    return plain_amount(Decimal(yuan), unit) + unit


def record_text(item: dict[str, Any]) -> str:
    """A record in one line: the title, then its details."""
    title = item.get("name") or item["title"]
    details = [
        str(item[name]) for name in ("note", "partner", "by", "channel", "result") if name in item
    ]
    if "amount" in item:
        details.append(money(item["amount"]))
    if "treasury_bond_funds" in item:
        details.append("国债资金" + money(item["treasury_bond_funds"]))
    if "through" in item:
        details.append(f"经由{item['through']}")
    if "date" in item:
        details.append(str(item["date"]))
    if "broadcasts" in item:
        details.append(f"播出{item['broadcasts']}次")
    return f"{title}({'，'.join(details)})" if details else str(title)
