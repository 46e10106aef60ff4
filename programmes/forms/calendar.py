"""The form of a day of the calendar."""

from core.web.fields import RowForm, model_fields
from programmes.models import CalendarDay


@model_fields(CalendarDay, "day", "is_workday", "name", "basis")
class CalendarDayForm(RowForm):
    pass
