"""The pages of the working calendar, and their addresses."""

from django.utils.translation import gettext_lazy as _

from core.web.record_pages import ListOfKind, RecordOfKind, record_urls
from core.workdays import is_arranged
from programmes.figures.workdays import national_days
from programmes.forms.calendar import CalendarDayForm
from programmes.models import CalendarDay
from programmes.tables.calendar import CalendarFilter, CalendarTable


class Calendar(ListOfKind):
    """The county's own days, and beside them the national ones of the year."""

    model = CalendarDay
    template_name = "programmes/calendar.html"
    table_class, filterset_class = CalendarTable, CalendarFilter
    empty = _("The county sets no day of its own here: all go by the national arrangement.")

    def get_context_data(self, **kwargs):
        year = self.request.programme.today().year
        return super().get_context_data(
            years=[(one, national_days(one)) for one in (year, year + 1) if is_arranged(one)],
            unknown=[one for one in (year, year + 1) if not is_arranged(one)],
            **kwargs,
        )


class CalendarDayRecord(RecordOfKind):
    model = CalendarDay
    facts = ("is_workday", "name", "basis")


urlpatterns = record_urls(Calendar, CalendarDayRecord, CalendarDayForm)
