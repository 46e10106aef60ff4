from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Provenance(TextChoices):
    RECORDED = "recorded", _("recorded")
    PUBLISHED = "published", _("published")
    ILLUSTRATIVE = "illustrative", _("illustrative")
    PLACEHOLDER = "placeholder", _("placeholder")
