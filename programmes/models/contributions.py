"""What the helpers give (帮扶投入), planned and given, by kind, and their attachments."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Case, DateField, F, Q, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.attachments.models import Attachment, register_attachment
from core.kinds import Caption, Menu, register
from core.models import Sourced, optional_key
from programmes.models.base import YEARS, ProgrammeQuerySet, ProgrammeRecord
from programmes.models.contribution_kinds import ContributionKind
from programmes.models.network import Membership
from programmes.models.programme import Programme
from programmes.models.tasks import Task, sees_task
from programmes.scopes import programmes_as_helper

HELPERS_ONLY = _("“%(unit)s” is no helper of this programme: help is given by helpers (1+5+N).")
OUTSIDE_YEARS = _("%(year)s lies outside the programme: it runs from %(first)s to %(last)s.")
IN_FUTURE = _("This day lies in the future.")
NOT_NEGATIVE = (MinValueValidator(0),)


class ContributionQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """A helper sees its own alone; a township what reached it, a unit of the county what
        belongs to a task that it sees."""
        reached = Q(township=user.unit_id) | Q(sees_task(user))
        of_county = reached & ~Q(programme__in=programmes_as_helper(user))
        return Q(helper=user.unit_id) | of_county

    def as_of(self, on: date):
        """Adds ``planned_all``, and ``given_then`` and ``day_then``: what was given by the day;
        None while nothing was. Money in yuan, all else in the unit of the kind."""
        given = Coalesce("given_amount", "given_count")
        later = {"given_on__gt": on, "then": None}
        return self.annotate(
            planned_all=Coalesce("planned_amount", "planned_count"),
            given_then=Case(When(**later), default=given),
            day_then=Case(When(**later), default=F("given_on"), output_field=DateField()),
        )

    def given(self):
        """Of rows ``as_of`` a day."""
        return self.filter(given_then__isnull=False)

    def not_given(self):
        """Of rows ``as_of`` a day."""
        return self.filter(given_then=None)

    def helpers_in(self, tiers: Sequence[str], channel: str = ""):
        """Of helpers of these tiers, and of channels with these words if there are any."""
        places = Membership.objects.filter(programme=models.OuterRef("programme"), tier__in=tiers)
        if channel:
            places = places.filter(channel__icontains=channel)
        return self.filter(models.Exists(places.filter(unit=models.OuterRef("helper"))))


@register(
    label=_("help given"),
    title_template="{helper_id} {kind_id}（{content}）",
    search_columns=("content",),
    has_history_page=True,
    name="contribution",
    plural="contributions",
    plural_label=_("Help given"),
    view_right="programmes.view",
    edit_right="programmes.manage",
    create_right="programmes.enter_contributions",
    own_right="programmes.change_own_contribution",
    publishes_fields=True,
    caption=Caption("kind", "title", "helper", related=("helper", "kind")),
    menu=Menu("heart-handshake", after="needs"),
)
class Contribution(ProgrammeRecord, Sourced):
    """Help of a helper in a year. Of a kind of money the amounts are filled, in yuan; of another
    the counts, in its unit. ``given_on``: the day by which it was given, empty while nothing is.
    ``is_own``: entered by the helper itself; ``correction`` is then why the task force changed it,
    for the helper to read."""

    helper = models.ForeignKey(
        Unit, models.PROTECT, related_name="contributions", verbose_name=_("helper")
    )
    kind = models.ForeignKey(
        ContributionKind,
        models.PROTECT,
        related_name="contributions",
        verbose_name=_("kind of help"),
    )
    year = models.PositiveSmallIntegerField(_("year"), validators=YEARS)
    planned_amount = models.DecimalField(
        _("planned amount"), max_digits=16, decimal_places=2, null=True, blank=True,
        validators=NOT_NEGATIVE,
    )  # fmt: skip
    given_amount = models.DecimalField(
        _("given amount"), max_digits=16, decimal_places=2, null=True, blank=True,
        validators=NOT_NEGATIVE,
    )  # fmt: skip
    planned_count = models.DecimalField(
        _("planned quantity"), max_digits=14, decimal_places=2, null=True, blank=True,
        validators=NOT_NEGATIVE,
    )  # fmt: skip
    given_count = models.DecimalField(
        _("given quantity"), max_digits=14, decimal_places=2, null=True, blank=True,
        validators=NOT_NEGATIVE,
    )  # fmt: skip
    given_on = models.DateField(_("given on"), null=True, blank=True)
    content = models.CharField(_("content"), max_length=300, blank=True)
    township = optional_key(
        Unit, _("township that it reaches"), related_name="received_contributions"
    )
    task = optional_key(Task, _("task"), related_name="contributions")
    is_own = models.BooleanField(_("entered by the helper"), default=False, editable=False)
    correction = models.CharField(
        _("why the task force corrected it"), max_length=200, blank=True, editable=False
    )

    planned_all: Decimal | None  # by ``as_of``, as the next two
    given_then: Decimal | None
    day_then: date | None

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["helper__name", "kind__position", "pk"]
        verbose_name = _("help given")
        constraints = [
            *Sourced.Meta.constraints,
            models.CheckConstraint(
                condition=Q(planned_amount__isnull=True, given_amount__isnull=True)
                | Q(planned_count__isnull=True, given_count__isnull=True),
                name="contribution_in_one_unit",
            ),
            models.CheckConstraint(
                condition=(Q(planned_amount=None) | Q(planned_amount__gte=0))
                & (Q(planned_count=None) | Q(planned_count__gte=0))
                & (Q(given_amount=None) | Q(given_amount__gt=0))
                & (Q(given_count=None) | Q(given_count__gt=0)),
                name="contribution_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(given_amount=None, given_count=None, given_on=None)
                | Q(given_on__isnull=False)
                & (Q(given_amount__isnull=False) | Q(given_count__isnull=False))
                | Q(provenance="published"),
                name="contribution_given_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1990, year__lte=2100), name="contribution_year_in_range"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def title(self) -> str:
        return self.content or f"{self.helper} {self.kind}"

    @property
    def planned(self) -> Decimal | None:
        """Yuan of money, else in the unit of the kind; None: not stated."""
        return self.planned_amount if self.kind.is_money else self.planned_count

    @property
    def given(self) -> Decimal | None:
        """As ``planned``; None while nothing is given."""
        return self.given_amount if self.kind.is_money else self.given_count

    @property
    def shown_planned(self) -> str:
        return self.kind.with_unit(self.planned)

    @property
    def shown_given(self) -> str:
        return self.kind.with_unit(self.given)

    def clean(self):
        """Raises ValidationError for a unit that is no helper, and for a year or day that cannot
        be. A helper that left the programme keeps its rows."""
        require_year(self.programme, self.year)
        if self.given_on and self.given_on > self.programme.today():
            raise ValidationError({"given_on": IN_FUTURE})
        stored = Contribution.objects.filter(pk=self.pk, helper=self.helper_id)
        if not (stored.exists() or is_helper_of(self.programme, self.helper_id)):
            raise ValidationError({"helper": HELPERS_ONLY % {"unit": self.helper}})


def is_helper_of(programme: Programme, unit_id: int) -> bool:
    return Membership.objects.of(programme).helpers().filter(unit=unit_id).exists()


def require_year(programme: Programme, year: int | None) -> None:
    """Raises ValidationError for a year outside the programme."""
    first, last = programme.start_year, programme.end_year
    if year is not None and not first <= year <= last:
        raise ValidationError(
            {"year": OUTSIDE_YEARS % {"year": year, "first": first, "last": last}}
        )


def quantities(
    kind: ContributionKind, planned: Decimal | None, given: Decimal | None
) -> dict[str, Any]:
    """The values of the four columns; nothing given is None."""
    own, other = ("amount", "count") if kind.is_money else ("count", "amount")
    values = {f"planned_{own}": planned, f"given_{own}": given or None}
    return {**values, f"planned_{other}": None, f"given_{other}": None}


@register_attachment
class ContributionAttachment(Attachment):
    record_name = "contribution"

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="attachments")
