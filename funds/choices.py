import re

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PostingKind(TextChoices):
    """The chain of money, in its order."""

    PLANNED = "planned", _("planned")
    ARRIVED = "arrived", _("arrived")
    ALLOCATED = "allocated", _("allocated")
    TRANSFERRED = "transferred", _("transferred")
    PAID = "paid", _("paid")


class Family(TextChoices):
    """Money of one responsibility; no rate mixes two of them. In the order of pages and reports."""

    HELPERS = "helpers", _("helpers' money")
    HIGHER = "higher", _("money of higher levels")
    COUNTY = "county", _("county budget and bonds")
    SOCIETY = "society", _("society and owners")
    UNKNOWN = "unknown", _("family not stated")
    WORKING = "working", _("task force's working fund")


FAMILY_WORDS = (
    (Family.WORKING, "工作经费"),
    (Family.HELPERS, "帮扶|协作|结对|对口支援|捐赠|捐款"),
    (Family.COUNTY, "县级|县财政|专项债|债券"),
    (Family.HIGHER, "国债|上级|中央|省级|省财政|市级|市财政"),
    (Family.SOCIETY, "社会|业主|自筹|企业"),
)


def family_of(name: str) -> Family:
    """The family of a source by its name; docs/rules.md#families-of-money."""
    found = (family for family, words in FAMILY_WORDS if re.search(words, name))
    return next(found, Family.UNKNOWN)
