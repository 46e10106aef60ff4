from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.kinds import Caption, register
from core.models import POSITIONS, Sourced, choice_constraint
from programmes.choices import HELPER_TIERS, Tier
from programmes.models.base import ProgrammeQuerySet, ProgrammeRecord

LEFT_BEFORE = _("A unit leaves on the day on which it joined or later.")


class MembershipQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """All members are visible to all of the network."""
        return models.Q()

    def present(self, *, on):
        """The units that have not left by the day."""
        return self.filter(models.Q(left_on=None) | models.Q(left_on__gt=on))

    def left(self, *, on):
        return self.filter(left_on__lte=on)

    def helpers(self):
        return self.filter(tier__in=HELPER_TIERS)

    def townships(self):
        return self.filter(tier=Tier.TOWNSHIP)


@register(
    label=_("network member"),
    title_template="{unit_id}",
    has_history_page=True,
    column_labels={"unit_id": _("unit")},
    redacted_columns=("phone",),
    name="unit",
    plural="network",
    plural_label=_("Units"),
    view_right="programmes.view",
    key="unit_id",
    edit_right="programmes.manage",
    caption=Caption("get_tier_display", "unit", "channel"),
)
class Membership(ProgrammeRecord, Sourced):
    """A unit's place in a programme's network “1+5+N”, or on the county's side. From ``left_on``
    on it is in the network no more."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="memberships", verbose_name=_("unit")
    )
    tier = models.CharField(_("tier"), max_length=8, choices=Tier)
    channel = models.CharField(_("channel"), max_length=40)
    industry = models.CharField(_("industry or field"), max_length=60, blank=True)
    person = models.CharField(_("contact"), max_length=60, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    joined_on = models.DateField(_("joined on"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0, validators=POSITIONS)

    is_left: bool  # annotated by the pages of the network

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("membership")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["programme", "unit"], name="unique_membership_unit"),
            choice_constraint("tier", Tier, "membership_tier_known"),
            models.CheckConstraint(
                condition=models.Q(left_on__gte=models.F("joined_on")),
                name="membership_days_in_order",
                violation_error_message=LEFT_BEFORE,
            ),
        ]

    def __str__(self):
        return self.unit.name

    @property
    def is_helper(self) -> bool:
        return self.tier in HELPER_TIERS

    def has_left(self, *, on: date) -> bool:
        """As ``MembershipQuerySet.left``."""
        return self.left_on is not None and self.left_on <= on

    @property
    def contact_unit_id(self) -> int:
        """The unit of the contact, which reads the phone in full."""
        return self.unit_id

    @property
    def mark(self) -> str:
        """All of a published place is published: the unit, its tier and channel."""
        return self.get_provenance_display() if self.is_marked else ""


def is_helper(unit: str) -> models.Exists:
    """Whether the unit that the column names is a helper in the row's programme."""
    helpers = Membership.objects.helpers()
    rows = helpers.filter(programme=models.OuterRef("programme"), unit=models.OuterRef(unit))
    return models.Exists(rows)
