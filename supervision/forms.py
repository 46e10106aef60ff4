from django.utils.translation import gettext_lazy as _

from core.forms import VersionForm
from core.text import TextField


class ReopenForm(VersionForm):
    """Why a closed month must be opened again."""

    reason = TextField(label=_("reason"), max_length=200)
