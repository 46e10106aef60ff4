"""一、总体情况: projects, money, tasks and needs in a few sentences."""

from core.money import share_of
from funds.choices import Family
from funds.figures import by_family, working_fund
from programmes.choices import (
    UNDER_WAY,
    UNSIGNED,
    TaskAttention,
    TaskOutcome,
    TaskPhase,
)
from programmes.figures.tasks import counts_by_list
from projects.choices import Stage
from projects.figures.totals import by_stage, size
from reports.content.needs import needs
from reports.content.parts import join, paragraph, part, project_list, sentence
from reports.content.words import against_schedule, month_words, percent, wan, yi

STAGES = {
    Stage.RESERVE: "谋划储备",
    Stage.EARLY: "前期工作",
    Stage.TENDER: "招标采购",
    Stage.BUILDING: "在建",
    Stage.COMPLETED: "竣工",
    Stage.TRIAL: "试生产",
    Stage.OPERATING: "投产",
    Stage.SURVEYING: "普查勘查实施",
    Stage.ACCEPTED: "成果验收",
    Stage.SUSPENDED: "暂停",
    Stage.TERMINATED: "终止",
    Stage.TRANSFERRED: "调出",
}
FAMILIES = {
    Family.HELPERS: "帮扶资金",
    Family.HIGHER: "上级财政资金",
    Family.COUNTY: "县级财政与债券资金",
    Family.SOCIETY: "社会与业主资金",
    Family.UNKNOWN: "未分类资金",
}


def blocks(scope) -> list:
    return [
        paragraph(_pipeline(scope), _deals(scope), *_investment(scope), lead="项目。"),
        paragraph(*_money(scope), _working_fund(scope), lead="资金。"),
        paragraph(_tasks(scope), _moved(scope), _due(scope), lead="任务。"),
        paragraph(*needs(scope), lead="需求。"),
    ]


def _pipeline(scope):
    total = size(scope.projects)
    if not total.count:
        return None
    groups = [group for group in by_stage(scope.projects, on=scope.on) if group.count]
    items = [
        sentence(STAGES[Stage(group.key)], project_list(scope, f"{group.count}个", stage=group.key))
        for group in groups
    ]
    if rest := total.count - sum(group.count for group in groups):
        items.append(sentence(f"未记阶段{rest}个"))
    return sentence(
        "储备项目库共有项目", project_list(scope, f"{total.count}个"),
        f"，总投资{yi(total.total)}", *_untotalled(scope, total), "，其中",
        *join(items), "。",
    )  # fmt: skip


def _untotalled(scope, total) -> list:
    if not total.untotalled:
        return []
    return ["（", project_list(scope, f"{total.untotalled}个", total="no"), "未填总投资，未计入）"]


def _deals(scope):
    deals = size(scope.projects.filter(signed=True))
    if not deals.count:
        return None
    return sentence(
        "签约招商引资项目",
        project_list(scope, f"{deals.count}个", signed="yes"),
        f"、{yi(deals.total)}。",
    )


def _investment(scope):
    found = scope.investment
    if not found.planned:
        return []
    compared = against_schedule(found.difference, scope.places)
    return [
        sentence(
            f"有{scope.month.year}年度投资计划的项目",
            project_list(scope, f"{found.planned}个", planned="yes"),
            f"，年度计划投资{wan(found.plan)}；",
            *(_done(scope, found) if found.is_begun else ["尚无填报"]),
            f"，占年度计划的{percent(found.share, scope.places)}" if compared else "",
            f"，{compared}" if compared else "",
            "。",
        ),
        _reported(scope, found),
    ]


def _done(scope, found):
    """The investment of the period and of the year so far; once where both are the same."""
    entries = part(wan(found.amount), "month_entries", month=str(scope.month))
    own = month_words(scope.period.start.month, scope.month.number)
    year = month_words(1, scope.month.number)
    if own == year:
        return [f"{year}累计完成投资", part(wan(found.done), "projects", **_planned(scope))]
    own_part = entries if scope.period.kind == "month" else wan(found.amount)
    done = part(wan(found.done), "projects", **_planned(scope))
    return [f"{own}完成投资", own_part, f"，{year}累计完成投资", done]


def _planned(scope) -> dict:
    return {"month": str(scope.month), "planned": "yes"}


def _reported(scope, found):
    month = f"{scope.month.number}月"
    if not found.due:
        return sentence(f"{month}尚无应报项目。")
    if not found.not_reported:
        return sentence(f"{month}应报项目{found.due}个，全部已报。")
    return sentence(
        f"{month}应报项目{found.due}个，已报",
        project_list(scope, f"{found.reported}个", planned="yes", reported="yes"),
        "，未报",
        project_list(scope, f"{found.not_reported}个", planned="yes", reported="no"),
        "；未报项目按已报月份计入累计。",
    )


def _money(scope):
    """A sentence for each family of money, the helpers' first: no rate mixes two of them."""
    return [_family(scope, row) for row in by_family(scope.sources)]


def _family(scope, row):
    chain = row.chain
    return sentence(
        f"{FAMILIES[row.family]}",
        part(f"{chain.count}笔", "funds", family=row.family.value),
        f"，计划{wan(chain.planned)}，"
        f"到位{wan(chain.arrived)}{_rate('到位率', chain.arrived_share, scope)}，"
        f"拨付{wan(chain.transferred)}{_rate('拨付占到位', chain.transferred_share, scope)}，"
        f"支付{wan(chain.paid)}{_rate('支付占到位', chain.paid_share, scope)}。",
    )


def _rate(label, share, scope) -> str:
    return "" if share is None else f"（{label}{percent(share, scope.places)}）"


def _working_fund(scope):
    own = working_fund(scope.lines, scope.on)
    if not own.count:
        return None
    return sentence(
        "专班工作经费另计，不计入以上各类资金：",
        part(f"{own.count}笔", "funds", assistance="no"),
        f"，计划{wan(own.planned)}，到位{wan(own.arrived)}，支付{wan(own.paid)}。",
    )


def _tasks(scope):
    counts = scope.task_counts
    if not counts.total:
        return None
    lists = [
        sentence(each.list.name, part(f"{each.counts.total}项", "tasks", list=each.list.pk))
        for each in counts_by_list(scope.tasks, scope.on)
    ]
    return sentence(
        "共有任务", part(f"{counts.total}项", "tasks"), "，其中", *join(lists),
        "。已办结", part(f"{counts.done}项", "tasks", phase=TaskPhase.DONE), *_outcomes(counts),
        "，推进中", part(f"{counts.under_way}项", "tasks", state=UNDER_WAY),
        "，待签收", part(f"{counts.unsigned}项", "tasks", state=UNSIGNED),
        f"，办结率{percent(share_of(counts.done, counts.total), scope.places)}。",
    )  # fmt: skip


def _outcomes(counts) -> list:
    """In brackets, how the closed ones ended."""
    named = [
        sentence(words, part(f"{count}项", "tasks", outcome=outcome))
        for words, count, outcome in (
            ("按期", counts.in_time, TaskOutcome.IN_TIME),
            ("逾期", counts.late, TaskOutcome.LATE),
            ("是否按期不详", counts.unknown, TaskOutcome.UNKNOWN),
        )
        if count
    ]
    return ["（", *join(named), "）"] if named else []


def _moved(scope):
    """What delayed tasks, as far as it occurred."""
    counts = scope.task_counts
    named = [
        sentence(words, part(f"{count}项", "tasks", **query))
        for words, count, query in (
            ("退回未补", counts.returned, {"attention": TaskAttention.SENT_BACK}),
            ("经批准延期", counts.extended, {"extended": "yes"}),
            ("重新办理", counts.reopened, {"reopened": "yes"}),
        )
        if count
    ]
    return sentence(*join(named), "。") if named else None


def _due(scope):
    counts = scope.task_counts
    if not counts.due:
        return None
    if not counts.due_not_done:
        return sentence("到期", part(f"{counts.due}项", "tasks", due="yes"), "，全部完成。")
    return sentence(
        "到期", part(f"{counts.due}项", "tasks", due="yes"),
        "，其中未完成", part(f"{counts.due_not_done}项", "tasks", due="yes", done="no"), "。",
    )  # fmt: skip
