from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PostingKind(TextChoices):
    """The chain of money, in its order."""

    PLANNED = "planned", _("planned")
    ARRIVED = "arrived", _("arrived")
    ALLOCATED = "allocated", _("allocated")
    TRANSFERRED = "transferred", _("transferred")
    PAID = "paid", _("paid")
