from django.utils.translation import gettext_lazy as _

from core.text import TextField
from core.web.forms import VersionedForm


class ReopenForm(VersionedForm):
    """The reason for reopening a closed month, or for returning the request."""

    reason = TextField(label=_("reason"), max_length=200)
