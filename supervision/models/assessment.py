"""The county's own assessment of a year (自评): items of the province's scheme."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.attachments.models import Attachment, register_attachment
from core.days import FIRST_YEAR, LAST_YEAR
from core.kinds import Caption, Menu, register
from core.models import POSITIONS, Sourced, choice_constraint, optional_key
from programmes.choices import RoleName
from programmes.models import ProgrammeQuerySet, ProgrammeRecord
from programmes.models.base import YEARS
from programmes.scopes import programmes_as_helper, programmes_with_role
from supervision.choices import AssessmentState
from supervision.models.findings import require_county_units

ABOVE_FULL_MARK = _("This is above the full mark.")
NOT_NEGATIVE = (MinValueValidator(0),)


class AssessmentQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """A bureau or township sees the items that name it; a helper none."""
        return Q(unit=user.unit_id) & ~Q(programme__in=programmes_as_helper(user))

    def of_year(self, year: int):
        return self.filter(year=year)

    def stated_by(self, user):
        """The items whose statement a reporter's unit has to write."""
        reports = frozenset({RoleName.UNIT_REPORTER, RoleName.TOWNSHIP_REPORTER})
        rows = self.filter(unit=user.unit_id, state=AssessmentState.TO_DO)
        return rows.filter(programme__in=programmes_with_role(user, reports))

    def in_order(self):
        """As the scheme lists them."""
        return self.order_by("position", "pk")

    def years(self) -> list[int]:
        """The years with items, latest first."""
        found = self.order_by("-year").values_list("year", flat=True)
        return list(found.distinct())


@register(
    label=_("assessment item"),
    title_template="“{item}”（{year}）",
    search_columns=("item", "requirement"),
    has_history_page=True,
    name="assessment_item",
    plural="assessment",
    plural_label=_("Self-assessment"),
    view_right="supervision.view_assessment",
    edit_right="supervision.manage_assessment",
    caption=Caption("year", "item", "unit"),
    menu=Menu("circle-check", after="findings"),
    ignored_columns=("is_imported",),
)
class AssessmentItem(ProgrammeRecord, Sourced):
    """An item (自评项) of a year: what is required, and the county's statement and own mark, which
    people typed or a workbook gave (``is_imported``). The full mark is None where the scheme gives
    none."""

    year = models.PositiveSmallIntegerField(_("year"), validators=YEARS)
    position = models.PositiveIntegerField(_("position"), default=0, validators=POSITIONS)
    item = models.CharField(_("assessment item"), max_length=200)
    requirement = models.CharField(_("requirement"), max_length=500, blank=True)
    full_mark = models.DecimalField(
        _("full mark"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=NOT_NEGATIVE,
    )
    own_mark = models.DecimalField(
        _("own mark"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=NOT_NEGATIVE,
    )
    statement = models.CharField(_("statement"), max_length=4000, blank=True)
    unit = optional_key(Unit, _("responsible unit"), related_name="assessment_items")
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=AssessmentState,
        default=AssessmentState.TO_DO,
        editable=False,
    )
    is_imported = models.BooleanField(default=False, editable=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "position", "pk"]
        verbose_name = _("assessment item")
        constraints = [
            *Sourced.Meta.constraints,
            choice_constraint("state", AssessmentState, "assessment_state_known"),
            models.UniqueConstraint(
                fields=["programme", "year", "requirement", "item"], name="unique_assessment_item"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                name="assessment_year_in_range",
            ),
            models.CheckConstraint(condition=Q(item__regex=r"\S"), name="assessment_not_blank"),
            models.CheckConstraint(
                condition=Q(full_mark=None) | Q(full_mark__gte=0), name="full_mark_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(own_mark=None)
                | Q(own_mark__gte=0) & (Q(full_mark=None) | Q(own_mark__lte=F("full_mark"))),
                name="own_mark_within_full_mark",
            ),
            models.CheckConstraint(
                condition=Q(state=AssessmentState.TO_DO, statement="")
                | ~Q(state=AssessmentState.TO_DO) & Q(statement__regex=r"\S"),
                name="written_item_has_statement",
            ),
        ]

    def __str__(self):
        return self.item

    @property
    def is_typed(self) -> bool:
        """Whether people typed the statement or the own mark: no import overwrites it silently."""
        return not self.is_imported and (bool(self.statement) or self.own_mark is not None)

    def clean(self):
        """A helper is never assessed; no own mark is above the full mark."""
        if self.unit is not None:
            require_county_units(self.programme_id, [self.unit], "unit")
        if is_above(self.own_mark, self.full_mark):
            raise ValidationError({"own_mark": ABOVE_FULL_MARK})


def is_above(own: Decimal | None, full: Decimal | None) -> bool:
    """Whether both marks are known and the own one is above the full one."""
    return own is not None and full is not None and own > full


@register_attachment
class AssessmentAttachment(Attachment):
    """Evidence of what the statement says."""

    record_name = "item"

    item = models.ForeignKey(AssessmentItem, models.CASCADE, related_name="attachments")
