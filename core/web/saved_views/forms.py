from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.forms import SubmissionForm, VersionedForm


class NameField(forms.CharField):
    def __init__(self, **kwargs):
        super().__init__(label=_("name of the view"), max_length=40, **kwargs)


class SaveViewForm(SubmissionForm):
    name = NameField()
    query = forms.CharField(max_length=2000, required=False)


class RenameViewForm(VersionedForm):
    name = NameField()
