"""帮扶力量: help of the year and visits by kind, and agreements. No helper is named or compared."""

from core.periods import Period
from programmes.figures.agreements import AgreementCounts, agreement_counts
from programmes.figures.contributions import KindSum, by_kind
from programmes.figures.visits import VisitCounts, visit_counts
from programmes.models import Agreement, Contribution, Visit
from reports.content.parts import join, paragraph, part, sentence, subsection
from reports.content.words import month_words, wan


def blocks(scope) -> list:
    """Nothing where no help is entered, no visit was held and no agreement signed by the day."""
    found = _contributions(scope), _visits(scope), _agreements(scope)
    return subsection("帮扶力量", paragraph(*found))


def _contributions(scope) -> list[dict] | None:
    """Of the year of the report, each kind in its unit; given by the day."""
    year = scope.month.year
    sums = by_kind(scope.rows(Contribution).filter(year=year).as_of(scope.on))
    if not sums:
        return None
    return sentence(f"{year}年帮扶投入：", *join((_kind(one, year) for one in sums), "；"), "。")


def _kind(one: KindSum, year: int) -> list[dict]:
    query = {"kind": one.kind.pk, "year": year}
    found: list[str | dict] = []
    if one.planned:
        planned = part(one.kind.with_unit(one.planned), "contributions", **query)
        found += ["计划", planned, "，"]
    if one.given:
        given = part(one.kind.with_unit(one.given), "contributions", **query, given="yes")
        return sentence(one.kind.name, *found, "已落实", given)
    return sentence(one.kind.name, *found, "尚无落实记录")


def _visits(scope) -> list[dict] | None:
    """Of the year up to the day of the report."""
    year = Period.parse(str(scope.month.year))
    counts = visit_counts(scope.rows(Visit).held_in(year), scope.on)
    if not counts.total:
        return None
    through = month_words(1, scope.month.number)
    total = part(f"{counts.total}次", "visits", year=year.year)
    rest = [*join(_visits_by_kind(counts, year.year)), *_follow_ups(counts, year.year)]
    return sentence(f"{through}走访互动", total, "，其中", *rest, "。")


def _visits_by_kind(counts: VisitCounts, year: int) -> list[list[dict]]:
    return [
        sentence(one.label, part(f"{one.count}次", "visits", year=year, **one.query))
        for one in counts.by_kind
        if one.count
    ]


def _follow_ups(counts: VisitCounts, year: int) -> list:
    if not counts.follow_ups:
        return []
    return ["，形成后续事项", part(f"{counts.follow_ups}项", "visits", year=year, follow_up="any")]


def _agreements(scope) -> list[dict] | None:
    """All that were signed by the day."""
    counts = agreement_counts(scope.rows(Agreement), scope.on)
    if not counts.total:
        return None
    total = part(f"{counts.total}份", "agreements")
    return sentence("累计签订合作协议", total, *_amounts(counts), "。")


def _amounts(counts: AgreementCounts) -> list:
    if counts.amount is None:
        return []
    with_amount = part(f"{counts.with_amount}份", "agreements", amount="yes")
    amount = part(wan(counts.amount), "agreements", amount="yes")
    found = ["，其中明确金额的", with_amount, "、", amount]
    if counts.delivered:
        found += ["，已履约", part(wan(counts.delivered), "agreements", amount="yes")]
    return found
