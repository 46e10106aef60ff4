"""Whether what the sources give makes the total investment."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils.translation import gettext as _

from core.money import format_amount
from projects.models import Financing

YUAN: DecimalField = DecimalField(max_digits=18, decimal_places=2)


def financing_of(project) -> QuerySet[Financing]:
    """Whoever sees the project sees its financing."""
    return project.financing.select_related("source")


def sum_of(rows: Iterable[Financing]) -> Decimal | None:
    """The sum of a project's financing, in yuan; None where none is stated."""
    amounts = [row.amount for row in rows]
    return sum(amounts, Decimal(0)) if amounts else None


def with_financed(projects):
    """Adds ``financed``, in yuan: the sum of the financing; None where none is stated."""
    rows = Financing.objects.filter(project=OuterRef("pk")).order_by().values("project")
    total = rows.annotate(total=Sum("amount")).values("total")
    return projects.annotate(financed=Subquery(total, output_field=YUAN))


def financing_differs(projects):
    """The projects whose financing makes another sum than their total investment, a warning
    (docs/rules.md#sum-of-the-financing)."""
    stated = with_financed(projects).filter(financed__isnull=False)
    return stated.filter(Q(total_investment__isnull=True) | ~Q(total_investment=F("financed")))


def gap_words(total: Decimal | None, financed: Decimal | None) -> str:
    """That the financing makes another sum than the total investment; empty where it agrees or
    nothing is said of it."""
    if financed is None or financed == total:
        return ""
    if total is None:
        text = _("The financing makes %(financed)s万元; no total investment is stated.")
        return text % {"financed": format_amount(financed)}
    text = _(
        "The financing makes %(financed)s万元, the total investment is %(total)s万元: "
        "%(gap)s万元 apart."
    )
    return text % {
        "financed": format_amount(financed),
        "total": format_amount(total),
        "gap": format_amount(abs(total - financed)),
    }
