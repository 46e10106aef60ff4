from django import forms
from django.utils.translation import gettext_lazy as _

from core.attachments.types import SUFFIXES
from core.web.forms import SubmissionForm


class AttachmentForm(SubmissionForm):
    """One file, validated by the service."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A photo (jpg, png), PDF, Word (docx) or Excel (xlsx) file of at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)}),
    )
