"""The forms of the system administrator and the security administrator."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from accounts.passwords import normalized
from core.text import TextField
from core.web.forms import RecordForm, SubmissionForm, VersionedForm
from programmes.choices import RoleName
from programmes.figures.people import is_username_taken
from programmes.figures.units import offered_units
from programmes.services.handover import successors
from programmes.services.people import USERNAME_TAKEN

SIGN_IN_NAME = RegexValidator(
    r"^[\w.@+-]+\Z", _("Letters, digits and . @ + - _ only, without spaces.")
)
# Names that differ only in such letters share the limit of wrong passwords.
AMBIGUOUS_NAME = _(
    "The name holds a letter that may be written as others (ß as ss): use plain ones."
)


class PersonForm(RecordForm):
    """Name and unit; sign-in name and roles have forms of their own."""

    name = TextField(label=_("name"), max_length=60)
    unit: Any = forms.ModelChoiceField(
        queryset=None, label=_("unit"), empty_label=_("Please choose")
    )

    def __init__(self, *args, programme, **kwargs):
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.queryset = offered_units(programme)


class EditPersonForm(PersonForm):
    required_hidden = ("version",)
    merged_fields = ("name", "unit")

    def __init__(self, *args, person: User, **kwargs):
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.queryset |= Unit.objects.filter(pk=person.unit_id)
        self.initial.update(version=person.version, name=person.name, unit=person.unit_id)

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("version", "name", "unit")}


class NewPersonForm(PersonForm):
    required_hidden = ("submission_id",)
    username = TextField(label=_("sign-in name"), max_length=60, validators=[SIGN_IN_NAME])
    field_order = ("username", "name", "unit")

    def clean_username(self):
        username = User.normalize_username(self.cleaned_data["username"])
        if is_username_taken(username):
            raise forms.ValidationError(USERNAME_TAKEN)
        if normalized(username) != username.lower():
            raise forms.ValidationError(AMBIGUOUS_NAME)
        return username

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("username", "name", "unit")}


class LeaveForm(VersionedForm):
    """The successor of a person who leaves; empty to leave the work in the person's name."""

    successor: Any = forms.ModelChoiceField(
        queryset=None,
        required=False,
        label=_("successor"),
        empty_label=_("nobody: the work stays in the person's name"),
        help_text=_(
            "Takes over the open work. To choose are those of the same unit who hold the same "
            "roles already; the security administrator gives roles."
        ),
    )

    def __init__(self, *args, person: User, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["version"] = person.version
        successor: Any = self.fields["successor"]
        successor.queryset = successors(person, by)

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("version", "successor")}


class GrantForm(SubmissionForm):
    name = forms.ChoiceField(choices=RoleName.choices, label=_("role"))

    def __init__(self, *args, existing: set[str], **kwargs):
        super().__init__(*args, **kwargs)
        name: Any = self.fields["name"]
        available = [one for one in RoleName.choices if one[0] not in existing]
        name.choices = [("", _("Please choose")), *available]
