"""Form fields of dates, months and choices, and the base form for a record."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.days import parse_day, parse_month
from core.text import TextField
from core.web.facts import is_money
from core.web.forms import AmountField, DayInput, MonthInput, RecordForm, TickedList

YES_OR_NO = [("", _("not known")), ("yes", _("yes")), ("no", _("no"))]
TEXTAREA_LENGTH = 120  # longer texts get several lines


class DayField(forms.DateField):
    """A day, picked or typed in any usual way (``parse_day``)."""

    def __init__(self, **kwargs: Any):
        super().__init__(widget=DayInput(), **kwargs)

    def to_python(self, value) -> date | None:
        text = str(value or "").strip()
        try:
            return parse_day(text) if text else None
        except ValueError as error:
            raise forms.ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value):
        return value.isoformat() if isinstance(value, date) else value


class MonthField(forms.Field):
    """A month, returned as its first day, picked or typed in any usual way (``parse_month``)."""

    def __init__(self, **kwargs: Any):
        super().__init__(widget=MonthInput(), **kwargs)

    def to_python(self, value) -> date | None:
        text = str(value or "").strip()
        try:
            return parse_month(text) if text else None
        except ValueError as error:
            raise forms.ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value):
        return f"{value:%Y-%m}" if isinstance(value, date) else value


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or not known (None); where it is required, one of the two is chosen."""

    def __init__(self, *, required: bool = True, **kwargs: Any):
        first = ("", _("Please choose")) if required else YES_OR_NO[0]
        super().__init__(
            choices=[first, *YES_OR_NO[1:]],
            coerce=lambda text: text == "yes",
            empty_value=None,
            required=required,
            **kwargs,
        )

    def prepare_value(self, value):
        return {True: "yes", False: "no"}.get(value, value)


def form_field(model: type[models.Model], name: str) -> forms.Field:
    """The form field of a model's field, with its label, choices and length. Of a foreign key or
    many-to-many field the form sets the queryset."""
    field: Any = model._meta.get_field(name)
    required = not field.blank and not (isinstance(field, models.BooleanField) and field.null)
    options = {"label": field.verbose_name, "required": required}
    match field:
        case models.ForeignKey():
            empty = _("none") if field.blank else _("Please choose")
            rows = field.related_model._base_manager.none()
            return forms.ModelChoiceField(rows, empty_label=empty, **options)
        case models.ManyToManyField():
            rows = field.related_model._base_manager.none()
            return forms.ModelMultipleChoiceField(rows, widget=TickedList, **options)
        case models.CharField():
            return _text_field(field, options)
        case models.DecimalField():
            if is_money(field):
                return AmountField(**options)
            return forms.DecimalField(
                max_digits=field.max_digits, decimal_places=field.decimal_places, **options
            )
        case models.DateField():
            return DayField(**options)
        case models.BooleanField():
            return YesNoField(**options)
    return field.formfield(validators=field.validators, **options)


def _text_field(field: Any, options: dict[str, Any]) -> forms.Field:
    if field.choices:
        first = [("", _("Please choose"))] if field.blank or not field.has_default() else []
        return forms.ChoiceField(choices=[*first, *field.flatchoices], **options)
    if field.max_length > TEXTAREA_LENGTH:
        options = {**options, "widget": forms.Textarea(attrs={"rows": 3})}
    return TextField(max_length=field.max_length, **options)


def model_fields(model: type[models.Model], *names: str) -> Callable[[Any], Any]:
    """Decorates a form: adds the ``form_field`` of each name, in this order; a name that the form
    declares itself stays as declared. Other fields of the form come first."""

    def decorate(form_class: Any) -> Any:
        declared = form_class.base_fields
        others = {name: field for name, field in declared.items() if name not in names}
        named = {name: declared.get(name) or form_field(model, name) for name in names}
        form_class.base_fields = form_class.declared_fields = others | named
        return form_class

    return decorate


def field_values(record: Any, names: Iterable[str]) -> dict[str, Any]:
    """The values of a record's fields; of a many-to-many field the list of its rows."""
    values = {name: getattr(record, name) for name in names}
    return {n: list(v.all()) if isinstance(v, models.Manager) else v for n, v in values.items()}


class RowForm(RecordForm):
    """A form for a record of a programme: initial values from the record, ``choices_for`` as rows
    of foreign keys. All its record fields are merged after a concurrent save."""

    def __init__(self, *args: Any, programme: Any, record: Any = None, **kwargs: Any):
        self.programme, self.record = programme, record
        if not self.required_hidden:
            self.required_hidden = ("submission_id",) if record is None else ("version",)
        self.merged_fields = tuple(self.record_fields()) if record is not None else ()
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField):
                rows: Any = field.queryset
                field.queryset = self.choices_for(name, rows.model)
        if record is not None and not self.is_bound:
            self.initial = {**self.record_values(record), "version": record.version, **self.initial}

    def record_fields(self) -> list[str]:
        """The names of the fields of the record."""
        return [n for n in self.base_fields if n not in ("version", "submission_id", "base")]

    def record_values(self, record: Any) -> dict[str, Any]:
        return field_values(record, self.record_fields())

    def current_values(self, record):
        return self.record_values(record)

    def display_text(self, name, text):
        field = self.fields[name]
        if not isinstance(field, forms.ModelMultipleChoiceField):
            return super().display_text(name, text)
        all_rows: Any = field.queryset
        rows = all_rows.model._base_manager.filter(pk__in=text.split(",") if text else [])
        return gettext(", ").join(map(str, rows))

    def choices_for(self, name: str, model: Any) -> Any:
        """The queryset of a foreign key: the programme's own rows."""
        return model._default_manager.filter(programme=self.programme)

    def values(self) -> dict[str, Any]:
        """The arguments of the service."""
        return {name: self.cleaned_data[name] for name in self.record_fields()}
