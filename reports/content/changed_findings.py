"""What happened to findings and orders from the first to the last day of a bulletin's period."""

from projects.figures.changes import Span
from reports.content.parts import join, paragraph, part, sentence, subsection
from reports.content.words import day_words
from supervision.choices import FindingEventKind
from supervision.figures.finding_changes import MOVES, finding_changes, order_changes
from supervision.models import Finding, Order


def blocks(scope, span: Span) -> list:
    return subsection("督查整改变化", paragraph(_happened(scope, span), _orders(scope, span)))


def _happened(scope, span: Span) -> list[dict] | None:
    found = finding_changes(scope.rows(Finding), span.first, span.last)
    counted = [
        sentence(words, part(f"{count}个", "findings", **_days(span, f"{name}_")))
        for words, count, name in (
            ("新发现", found.found, "found"),
            ("整改完成", found.rectified, "rectified"),
            ("核验销号", found.closed, "closed"),
        )
        if count
    ]
    events = [
        sentence(words, part(f"{count}次", "finding_events", kind=kinds, **_days(span)))
        for words, count, kinds in (
            ("退回", found.sent_back, [FindingEventKind.SENT_BACK.value]),
            ("重新整改", found.reopened, [FindingEventKind.REOPENED.value]),
            ("调整时限", found.moved, [kind.value for kind in MOVES]),
        )
        if count
    ]
    if not (counted or events):
        return None
    lead = f"{day_words(span.first)}至{day_words(span.last)}督查发现的问题："
    return sentence(lead, *join([*counted, *events]), "。")


def _days(span: Span, prefix: str = "") -> dict[str, str]:
    """The filters of a list for the days of the span."""
    first, last = span.first.isoformat(), span.last.isoformat()
    return {f"{prefix}since": first, f"{prefix}until": last}


def _orders(scope, span: Span) -> list[dict] | None:
    found = order_changes(scope.rows(Order), span.first, span.last)
    counted = [
        sentence(words, part(f"{count}份", "orders", **_days(span, f"{name}_")))
        for words, count, name in (
            ("签发督办文书", found.signed, "signed"),
            ("签收", found.received, "received"),
        )
        if count
    ]
    return sentence(*join(counted), "。") if counted else None
