from django.utils.translation import gettext_lazy as _

from core.text import TextField
from core.web.forms import VersionedForm

TOO_LONG = _("The reason has %(show_value)d characters: at most %(limit_value)d are stored.")


class ReopenForm(VersionedForm):
    """The reason for reopening a closed month, or for returning the request."""

    reason = TextField(label=_("reason"), max_length=200, error_messages={"max_length": TOO_LONG})
