"""Pages about a month."""

from datetime import date

from django.http import Http404
from django.utils.functional import cached_property

from core.periods import Period
from core.web.pages import PageMixin
from programmes.services.months import closed_reason


def month_of(text: str) -> Period:
    """The month of an address; 404 for anything else."""
    try:
        period = Period.parse(text)
    except ValueError as error:
        raise Http404 from error
    if period.kind != "month":
        raise Http404
    return period


class MonthOfAddress(PageMixin):
    """A page about a month of the programme's years that has begun; 404 for others."""

    @cached_property
    def month(self) -> Period:
        month, programme = month_of(self.kwargs["period"]), self.request.programme
        latest = max(self.request.day, programme.today())
        if not programme.start_year <= month.year <= programme.end_year or month.start > latest:
            raise Http404
        return month

    @property
    def shown_day(self) -> date:
        return self.month.as_of(self.request.day)

    @property
    def has_begun(self) -> bool:
        """Whether the month has begun by the as-of day: a list offers no entry of a later one."""
        return self.month.start <= min(self.request.day, self.request.programme.today())

    @cached_property
    def closed_message(self) -> str:
        """Why the month takes no entries; empty for an open month."""
        return closed_reason(self.request.programme, self.month)
