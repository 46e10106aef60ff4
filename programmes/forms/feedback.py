"""The forms of feedback sheets: the month and the day."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from core.periods import Period
from core.web.fields import DayField, MonthField
from core.web.forms import SubmissionForm
from programmes.figures.workdays import workdays_of
from programmes.models import FeedbackSheet, Programme

DAYS_AHEAD = 3  # working days that a unit has at least, where the usual day has passed


class SheetsForm(SubmissionForm):
    """The month to report, and the day until which."""

    month = MonthField(label=_("month"))
    due_on = DayField(label=_("feedback until"))


class MonthOfSheetsForm(forms.Form):
    """The month and the day of the page; without them the last ended month, and the day of its last
    sheet, or the working day before its report is made; once that has passed, some working days
    ahead."""

    month = MonthField(label=_("month"), required=False)
    due_on = DayField(label=_("feedback until"), required=False)

    def __init__(self, data, *, programme: Programme):
        self.programme = programme
        super().__init__(data)
        self.full_clean()

    @property
    def chosen_month(self) -> Period:
        month = self.cleaned_data.get("month")
        return Period(month) if month else self.programme.last_ended_month()

    @property
    def chosen_day(self) -> date:
        if day := self.cleaned_data.get("due_on"):
            return day
        sheets = FeedbackSheet.objects.of(self.programme).filter(month=self.chosen_month.start)
        last = sheets.order_by("-pk").values_list("due_on", flat=True).first()
        days, today = workdays_of(self.programme), self.programme.today()
        day = days.on_or_after(last) if last else days.until(self._eve_of_report(), 1)
        return day if day > today else days.after(today, DAYS_AHEAD)

    def _eve_of_report(self) -> date:
        first = self.chosen_month.next().start
        return first.replace(day=max(self.programme.report_day - 1, 1))
