"""The forms of the parts of a task."""

from django.utils.translation import gettext as _

from core.web.fields import model_fields
from programmes.forms.base import ProgrammeForm
from programmes.models import TaskMilestone, TaskOccurrence, TaskRecurrence, TaskSupport


@model_fields(TaskSupport, "unit", "duty", "due_on")
class SupportForm(ProgrammeForm):
    pass


@model_fields(TaskMilestone, "name", "due_on", "done_on", "note")
class MilestoneForm(ProgrammeForm):
    pass


@model_fields(TaskMilestone, "done_on", "note")
class MilestoneDoneForm(ProgrammeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["done_on"].required = True


class ExplainedRecurrence(ProgrammeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["times_a_year"].help_text = _("Only of a task done some times a year.")


@model_fields(TaskRecurrence, "year", "kind", "times_a_year", "first_month", "last_month")
class RecurrenceForm(ExplainedRecurrence):
    pass


@model_fields(TaskRecurrence, "kind", "times_a_year", "first_month", "last_month")
class EditRecurrenceForm(ExplainedRecurrence):
    """The year stays: that of the occurrences."""


@model_fields(TaskOccurrence, "done_on", "result")
class OccurrenceForm(ProgrammeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("done_on", "result"):
            self.fields[name].required = True


@model_fields(TaskOccurrence, "missed_reason")
class MissedForm(ProgrammeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["missed_reason"].required = True
