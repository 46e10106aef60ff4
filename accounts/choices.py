from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Outcome(TextChoices):
    """The outcome of an attempt to sign in; wrong until it succeeds."""

    WRONG = "wrong", _("wrong")
    REFUSED = "refused", _("refused")
    GOOD = "good", _("good")
