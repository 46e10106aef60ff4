from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Outcome(TextChoices):
    """How an attempt to sign in ended; it counts as wrong until it is known to be good."""

    WRONG = "wrong", _("wrong")
    REFUSED = "refused", _("refused")
    GOOD = "good", _("good")
