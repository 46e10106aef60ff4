"""The office's wording of periods, amounts and shares; reports are written in Chinese."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from core.money import format_amount, format_share, round_points
from core.periods import Period
from reports.choices import ReportKind

TITLE = {
    ReportKind.MONTHLY: "%(county)s托底性帮扶工作月度调度报告",
    ReportKind.QUARTERLY: "%(county)s托底性帮扶工作季度通报",
    ReportKind.YEARLY: "%(county)s托底性帮扶工作年度报告",
}
ISSUE = "（%(issue)s）"
QUARTERS = "一二三四"


def issue_of(scope) -> str:
    """2024年6月, 2024年第二季度, 2024年度; with 截至6月 where the period has not ended."""
    suffix = f"，截至{scope.month.number}月" if scope.is_incomplete else ""
    return period_words(scope.period) + suffix


def period_words(period: Period) -> str:
    if period.kind == "month":
        return f"{period.year}年{period.number}月"
    if period.kind == "quarter":
        return f"{period.year}年第{QUARTERS[period.number - 1]}季度"
    return f"{period.year}年度"


def month_words(first: int, last: int) -> str:
    """6月, or 4—6月."""
    return f"{first}月" if first == last else f"{first}—{last}月"


def day_words(day) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def wan(yuan: Decimal) -> str:
    return f"{format_amount(yuan, '万元')}万元"


def yi(yuan: Decimal) -> str:
    return f"{format_amount(yuan, '亿元')}亿元"


def percent(share: Fraction | None, places: int) -> str:
    return format_share(share, places)


def against_schedule(difference: Fraction | None, places: int) -> str:
    """低于序时进度8.36个百分点; empty without a plan."""
    if difference is None:
        return ""
    points = round_points(abs(difference), places)
    if not points:
        return "与序时进度持平"
    return f"{'高于' if difference > 0 else '低于'}序时进度{points}个百分点"


def points_words(difference: Fraction, places: int) -> str:
    """高8.36个百分点, 低8.36个百分点 or 持平."""
    points = round_points(abs(difference), places)
    if not points:
        return "持平"
    return f"{'高' if difference > 0 else '低'}{points}个百分点"


def count_values(values: Iterable) -> list[tuple]:
    """The values with their frequencies, the most frequent first."""
    return Counter(values).most_common()
