"""The forms of requests about a task, of the decision, and of what the task force changes."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.text import TextField
from core.web.fields import DayField
from core.web.forms import QuantityField, SubmissionForm, VersionedForm
from core.web.picked import VersionsField
from programmes.choices import TaskRequestKind

LINES = {"rows": 3}


def text_field(label: Any, **options: Any) -> forms.CharField:
    return TextField(label=label, max_length=500, widget=forms.Textarea(attrs=LINES), **options)


class ReasonForm(VersionedForm):
    reason = text_field(_("reason"))


class DeadlineForm(ReasonForm):
    """The task force sets another deadline."""

    deadline = DayField(label=_("new deadline"))
    field_order = ("deadline", "reason")


class RequestForm(VersionedForm):
    """Why it is requested."""

    required_hidden: tuple[str, ...] = ("version", "submission_id")

    text = text_field(_("reason"))

    def __init__(self, *args: Any, task: Any, **kwargs: Any):
        self.task = task
        super().__init__(*args, **kwargs)

    def values(self) -> dict[str, str | date | Decimal | None]:
        """The arguments of ``request_of_task``."""
        return {name: self.cleaned_data[name] for name in self.fields if name != "submission_id"}


class ClosingForm(RequestForm):
    """The result in words and, where the task has a quantity, how much was done."""

    text = text_field(_("result"), help_text=_("What was achieved, in a sentence or two."))
    done_quantity = QuantityField(label=_("done so far"), required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.task.target_quantity is None:
            del self.fields["done_quantity"]
            return
        field = self.fields["done_quantity"]
        field.required = True
        field.help_text = _("of %(target)s") % {"target": self.task.shown_target}


class NewDeadlineForm(RequestForm):
    new_deadline = DayField(label=_("new deadline"))
    field_order = ("new_deadline", "text")


FORMS = {
    TaskRequestKind.CLOSING: ClosingForm,
    TaskRequestKind.DEADLINE: NewDeadlineForm,
    TaskRequestKind.DISPUTE: RequestForm,
    TaskRequestKind.SUSPENSION: RequestForm,
    TaskRequestKind.CANCELLATION: RequestForm,
}


class AcceptForm(VersionedForm):
    answer = text_field(_("remark"), required=False)


class RefuseForm(VersionedForm):
    answer = text_field(_("reason"))


class AcceptSeveralForm(SubmissionForm):
    rows = VersionsField()
    answer = text_field(_("remark"), required=False)
