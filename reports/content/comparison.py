"""A quarter beside the one before and the same one a year ago; a year by its quarters. A quarter of
which no month was entered is not held, and is not compared."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from core.money import share_of
from core.periods import Period
from funds.choices import Family
from funds.figures import by_source, sum_chains
from projects.figures.totals import Investment, investment
from projects.models import MonthEntry, Project
from reports.content.marks import total_mark
from reports.content.parts import column, paragraph, row, sentence, subsection, table
from reports.content.words import (
    against_schedule,
    percent,
    period_words,
    points_words,
    wan,
)

TABLE = 6
UNASSIGNED = "未分月的导入期初"


@dataclass(frozen=True)
class Quarter:
    """``arrived`` and ``paid`` are the helpers' money of the quarter."""

    period: Period
    investment: Investment
    arrived: Decimal
    paid: Decimal

    @property
    def month(self) -> Period:
        return self.investment.month


def blocks(scope) -> list:
    return _of_quarter(scope) if scope.period.kind == "quarter" else _of_year(scope)


def _of_quarter(scope) -> list:
    if not is_held(scope, scope.period):
        return []
    now = quarter_of(scope, scope.period)
    before, a_year_ago = (
        quarter_of(scope, each) if is_held(scope, each) else None
        for each in (scope.period.previous(), _year_before(scope.period))
    )
    found = [("本季度", now), ("上季度", before), ("去年同期", a_year_ago)]
    rows = [_row(scope, word, one) for word, one in found if one]
    words = [
        _own(scope, now),
        _compared(scope, "上季度", now, before) if before else None,
        _compared(scope, "去年同期", now, a_year_ago) if a_year_ago else None,
    ]
    title = "与上季度、去年同期对比"
    return subsection(title, paragraph(*words), table(TABLE, title, _columns(), rows))


def _of_year(scope) -> list:
    found = [quarter_of(scope, each) for each in _quarters(scope)]
    rows = [_row(scope, "", one) for one in found]
    if not rows:
        return []
    rest = scope.investment.amount - sum(one.investment.amount for one in found)
    if rest:
        rows.append(row([UNASSIGNED, rest, None, None, None, None, None]))
    items = "、".join(
        f"{period_words(one.period).partition('年')[2]}{wan(one.investment.amount)}"
        for one in found
    )
    words = sentence(f"各季度完成投资：{items}，见表{TABLE}。")
    named = table(TABLE, "各季度情况", _columns(), rows, _total(scope, found))
    return subsection("各季度情况", paragraph(words), named)


def _quarters(scope) -> list[Period]:
    """The quarters of the year that have begun by the report's month and are held."""
    starts = [Period.parse(f"{scope.period.year}-Q{number}") for number in range(1, 5)]
    return [each for each in starts if each.start <= scope.month.start and is_held(scope, each)]


def is_held(scope, quarter: Period) -> bool:
    days = (quarter.start, quarter.last_day)
    return scope.rows(MonthEntry).filter(month__range=days).exists()


def _year_before(quarter: Period) -> Period:
    return Period(date(quarter.year - 1, quarter.start.month, 1), "quarter")


def quarter_of(scope, quarter: Period) -> Quarter:
    """A quarter that has ended is read as of its end, the running one as of the report's day."""
    month = min(scope.month, quarter.months()[-1])
    lines = scope.lines.filter(source__family=Family.HELPERS)
    before = sum_chains(by_source(lines, quarter.start - timedelta(days=1)))
    after = sum_chains(by_source(lines, min(scope.on, quarter.last_day)))
    return Quarter(
        quarter,
        investment(scope.rows(Project), quarter, month),
        after.arrived - before.arrived,
        after.paid - before.paid,
    )


def _columns() -> list[dict]:
    return [
        column("期间"),
        column("完成投资", "amount"),
        column("本年累计", "amount"),
        column("占年度计划", "share"),
        column("与序时进度差", "points"),
        column("帮扶资金到位", "amount"),
        column("帮扶资金支付", "amount"),
    ]


def _row(scope, word: str, one: Quarter) -> dict:
    name = period_words(one.period)
    done = one.investment
    cells = [f"{word}（{name}）" if word else name, done.amount, done.done]
    money = [done.share, done.difference, one.arrived, one.paid]
    mark = total_mark(scope.project_rows)
    link = {"month": str(one.month), "planned": "yes"}
    return row([*cells, *money], mark=mark, to="projects", **link)


def _total(scope, found: list[Quarter]) -> dict:
    done = scope.investment
    arrived, paid = (sum(getattr(one, name) for one in found) for name in ("arrived", "paid"))
    cells = ["合计", done.amount, done.done, done.share, done.difference, arrived, paid]
    mark = total_mark(scope.project_rows)
    return row(cells, mark=mark, to="projects", month=str(scope.month), planned="yes")


def _own(scope, now: Quarter) -> list[dict]:
    words = against_schedule(now.investment.difference, scope.places)
    done = f"本季度完成投资{wan(now.investment.amount)}"
    share = f"，累计占年度计划的{percent(now.investment.share, scope.places)}，{words}"
    return sentence(f"{done}{share if words else ''}，见表{TABLE}。")


def _compared(scope, word: str, now: Quarter, then: Quarter) -> list[dict]:
    """The amounts and, within a year, the gap to the schedule; a rate only of an amount."""
    amount = now.investment.amount - then.investment.amount
    rate = share_of(abs(amount), then.investment.amount)
    more = "增加" if amount >= 0 else "减少"
    words = f"{word}完成投资{wan(then.investment.amount)}，本季度比{word}{more}{wan(abs(amount))}"
    if rate is not None:
        words += f"（{percent(rate, scope.places)}）"
    gaps = [each.investment.difference for each in (then, now)]
    known = [points_words(gap, scope.places) for gap in gaps if gap is not None]
    if len(known) == 2 and now.period.year == then.period.year:
        was, is_now = known
        words += f"；与序时进度的差由{was}变为{is_now}"
    return sentence(f"{words}。")
