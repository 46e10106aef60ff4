"""The forms of a finding, of what happens to it, and of requests about it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.text import TextField
from core.web.fields import DayField, YesNoField, model_fields
from core.web.forms import SubmissionForm, VersionedForm
from programmes.forms.base import NumberedForm, ProgrammeForm
from programmes.forms.task_requests import text_field
from programmes.models import Membership
from supervision.choices import Colour, FindingRequestKind, Verification
from supervision.models import Finding, FindingSource


def verification_field() -> forms.ChoiceField:
    """Nothing is chosen beforehand."""
    choices = [("", _("Please choose")), *Verification.choices]
    return forms.ChoiceField(label=_("verified"), choices=choices)


DESCRIBING = (
    "source", "found_on", "text", "unit", "supporting_units", "person", "measures",
    "closing_standard", "project", "task", "fund_line", "need",
)  # fmt: skip


class OfCounty:
    """Offers the units of the county alone: helpers are partners."""

    programme: Any

    def choices_for(self, name: str, model: Any) -> Any:
        rows = super().choices_for(name, model)  # type: ignore[misc]
        if model is not Unit:
            return rows
        helpers = Membership.objects.of(self.programme).helpers()
        return rows.exclude(pk__in=helpers.values("unit"))

    def clean_found_on(self):
        return self.day_until_today("found_on")  # type: ignore[attr-defined]


class ResponsibleUnits(OfCounty):
    """Offers the units that are responsible to the task force and the leadership: neither of the
    two, unless the record names it."""

    def choices_for(self, name: str, model: Any) -> Any:
        rows = super().choices_for(name, model)
        if model is not Unit:
            return rows
        own = [self.programme.task_force_id, self.programme.leadership_id]
        named = self.current_units(name)  # type: ignore[attr-defined]
        return rows.exclude(pk__in=[pk for pk in own if pk]) | named


@model_fields(Finding, *DESCRIBING[:8], "colour", "due_on", *DESCRIBING[8:])
class NewFindingForm(ResponsibleUnits, NumberedForm):
    def clean(self):
        values = super().clean() or {}
        found, due = values.get("found_on"), values.get("due_on")
        if found and due and due < found:
            self.add_error("due_on", _("This lies before the day on which it was found."))
        return values


@model_fields(Finding, *DESCRIBING)
class FindingForm(ResponsibleUnits, NumberedForm):
    """Day and colour are set on the page of the finding, with a reason."""


@model_fields(FindingSource, "name", "position")
class SourceForm(ProgrammeForm):
    pass


class ReportForm(VersionedForm):
    text = TextField(
        label=_("progress of the rectification"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReasonForm(VersionedForm):
    reason = text_field(_("reason"))


class CloseForm(ReasonForm):
    """What was seen, and how."""

    reason = text_field(_("result"))
    verification = verification_field()
    field_order = ("verification", "reason")


class DayForm(ReasonForm):
    due_on = DayField(label=_("to be rectified by"))
    field_order = ("due_on", "reason")


class ColourForm(ReasonForm):
    colour = forms.ChoiceField(label=_("colour"), choices=Colour.choices)
    field_order = ("colour", "reason")


class MergeForm(ReasonForm):
    """Into which other finding of the programme."""

    into: Any = forms.ModelChoiceField(None, label=_("merged into"))
    field_order = ("into", "reason")

    def __init__(self, *args: Any, others: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["into"]
        field.queryset = others
        field.label_from_instance = lambda one: f"{one.number} {one.text}"


class RequestForm(VersionedForm):
    """What was done."""

    required_hidden: tuple[str, ...] = ("version", "submission_id")

    text = text_field(_("result"), help_text=_("What was rectified, in a sentence or two."))

    def values(self) -> dict[str, Any]:
        """The arguments of ``request_of_finding``."""
        return {name: self.cleaned_data[name] for name in self.fields if name != "submission_id"}


class NewDayForm(RequestForm):
    text = text_field(_("reason"))
    new_due_on = DayField(label=_("new day"))
    field_order = ("new_due_on", "text")


FORMS = {FindingRequestKind.CLOSING: RequestForm, FindingRequestKind.DATE: NewDayForm}


class AcceptForm(VersionedForm):
    answer = text_field(_("remark"), required=False)


class VerifyForm(AcceptForm):
    verification = verification_field()
    field_order = ("verification", "answer")


class RefuseForm(VersionedForm):
    answer = text_field(_("reason"))


class DeclineForm(SubmissionForm):
    reason = text_field(_("why it was declined"))


class StepForm(SubmissionForm):
    """Why a finding keeps its colour, or an order is not followed by another."""

    reason = text_field(_("reason"))


class LookForm(SubmissionForm):
    due_on = DayField(label=_("to be looked at again on"))


class LookedForm(VersionedForm):
    holds = YesNoField(label=_("rectification holds"))
    result = text_field(_("result of the second look"))
