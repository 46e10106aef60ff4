"""数据说明: the months covered and open, illustrative data, and how shares are computed."""

from django.db.models import Count, Q

from core.choices import Provenance
from core.models import HAS_ILLUSTRATIVE
from funds.choices import PostingKind
from funds.models import FundLine, Posting
from programmes.models import (
    Agreement,
    AgreementDelivery,
    Need,
    NeedCategory,
    Task,
    TaskProgress,
    Visit,
)
from projects.models import MonthEntry, OpeningEntry, Project, StageEvent, YearPlan
from reports.content.marks import field_words
from reports.content.parts import paragraph, sentence
from reports.content.words import count_values, month_words
from supervision.models import Finding

COUNTED_MODELS = (
    (Project, "项目", "个"),
    (StageEvent, "项目阶段", "条"),
    (YearPlan, "年度计划", "条"),
    (MonthEntry, "月度填报", "条"),
    (OpeningEntry, "导入期初", "条"),
    (FundLine, "资金", "笔"),
    (Posting, "资金记录", "条"),
    (Task, "任务", "项"),
    (TaskProgress, "任务进展", "条"),
    (Need, "需求", "条"),
    (NeedCategory, "需求类别", "类"),
    (Visit, "走访", "次"),
    (Agreement, "协议", "份"),
    (AgreementDelivery, "履约记录", "条"),
    (Finding, "督查问题", "个"),
)
AMOUNTS = {
    PostingKind.PLANNED: "计划金额",
    PostingKind.ARRIVED: "到位金额",
    PostingKind.ALLOCATED: "分配金额",
    PostingKind.TRANSFERRED: "拨付金额",
    PostingKind.PAID: "支付金额",
}
RATE = "整改率为已整改÷应整改，已整改含待核验的。"
METHOD = (
    "序时进度按月数÷12计算，占比和差额由未四舍五入的数计算；"
    "到位率为到位÷计划，拨付、支付占比以到位为分母；表中金额单位为万元。"
)


def paragraphs(scope) -> list:
    found = [
        paragraph(_as_of(scope), _state(scope)),
        paragraph(_illustrative(scope), *_published(scope)),
        paragraph(sentence(METHOD), sentence(RATE) if scope.finding_counts.total else None),
    ]
    return [each for each in found if each]


def _as_of(scope):
    """Without the day, which is added at display: equal figures on a later day give the same
    report."""
    through = f"{scope.month.year}年{month_words(1, scope.month.number)}"
    return sentence(f"项目投资为{through}填报数，资金、任务、需求为截止日的记录。")


def _state(scope):
    if scope.is_incomplete:
        return sentence(f"本期尚未结束，截至{scope.month.number}月。", *_open(scope))
    return sentence(*_open(scope)) if scope.open_months else sentence("本期各月填报已截止。")


def _open(scope) -> list:
    if not scope.open_months:
        return []
    months = "、".join(f"{month.number}月" for month in scope.open_months)
    return [f"{months}填报未截止，数据可能变动。"]


def _illustrative(scope):
    """The numbers of rows that are illustrative, entirely or except for published fields."""
    items = [_count(scope, *each) for each in COUNTED_MODELS]
    return sentence(f"含演示数据：{'、'.join(filter(None, items))}。") if any(items) else None


def _count(scope, model, name: str, unit: str) -> str:
    rows = scope.known_findings if model is Finding else scope.rows(model)
    numbers = rows.aggregate(
        full=Count("pk", filter=Q(provenance=Provenance.ILLUSTRATIVE)),
        partial=Count("pk", filter=HAS_ILLUSTRATIVE & Q(provenance=Provenance.PUBLISHED)),
    )
    full, partial = numbers["full"], numbers["partial"]
    if not full + partial:
        return ""
    return f"{name}{full + partial}{unit}" + (f"（其中{partial}{unit}部分公开）" if partial else "")


def _published(scope) -> list:
    """The published fields of rows; their other fields are illustrative."""
    found = [
        *_fields(scope.rows(Project), "项目"),
        *_fields(scope.rows(FundLine), "资金"),
        *_postings(scope),
        *_fields(scope.rows(NeedCategory), "需求类别"),
    ]
    if not found:
        return []
    rest = sentence("上述各行的其余内容为演示数据。") if _is_partly(scope) else None
    return [sentence(f"公开数据为：{'；'.join(found)}。"), rest]


def _is_partly(scope) -> bool:
    """Whether a published project or fund line has illustrative fields."""
    rows = HAS_ILLUSTRATIVE & Q(provenance=Provenance.PUBLISHED)
    return any(scope.rows(model).filter(rows).exists() for model in (Project, FundLine))


def _fields(rows, word: str) -> list[str]:
    published = list(rows.filter(provenance=Provenance.PUBLISHED))
    groups = count_values(tuple(row.published_fields) for row in published)
    return [
        f"{word}{_names(published, fields)}的{field_words(fields)}"
        for fields, _ in groups
        if fields
    ]


def _postings(scope) -> list[str]:
    """The amounts of fund lines that are published."""
    rows = scope.rows(Posting).filter(provenance=Provenance.PUBLISHED)
    numbers: dict[str, list[str]] = {}
    for posting in rows.select_related("line").order_by("line__number"):
        numbers.setdefault(AMOUNTS[PostingKind(posting.kind)], []).append(posting.line.number)
    return [f"资金{'、'.join(lines)}的{word}" for word, lines in numbers.items()]


def _names(rows, fields: tuple) -> str:
    return "、".join(str(row) for row in rows if tuple(row.published_fields) == fields)
