"""Findings (问题) and their evidence."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.attachments.models import Attachment, register_attachment
from core.database.unique import UniquePlain
from core.kinds import Caption, Menu, register
from core.models import Sourced, choice_constraint, optional_key
from funds.models import FundLine
from programmes.models import Membership, Need, Task
from programmes.models.base import KnownRecord
from projects.models import Project
from supervision.choices import TO_RECTIFY, Colour, FindingState, Verification
from supervision.models.finding_rows import FindingQuerySet
from supervision.models.sources import FindingSource

COUNTY_ONLY = _("“%(unit)s” is a helper: choose a unit of the county.")


@register(
    label=_("finding"),
    title_template="“{text}”（{number}）",
    search_columns=("number", "text"),
    has_history_page=True,
    name="finding",
    plural="findings",
    plural_label=_("Findings of supervision"),
    view_right="supervision.view_findings",
    edit_right="supervision.manage_findings",
    caption=Caption("number", "text", "unit"),
    ignored_columns=("origin",),
    menu=Menu("alert-triangle", after="supervision_month"),
)
class Finding(KnownRecord, Sourced):
    """A problem that supervision found, and its rectification by a unit of the county.

    ``rectified_on`` is the day on which the unit reported its end, by which it is late or not;
    ``closed_on`` that of the verification. A finding that was ``merged_into`` another counts no
    more; its number and source stay. ``origin`` names the proposal, problem or instruction that it
    was recorded from.
    """

    number = models.CharField(_("number"), max_length=40)
    source = models.ForeignKey(
        FindingSource, models.PROTECT, related_name="findings", verbose_name=_("source of findings")
    )
    found_on = models.DateField(_("found on"))
    text = models.CharField(_("finding"), max_length=500)
    project = optional_key(Project, _("project"), related_name="findings")
    task = optional_key(Task, _("task"), related_name="findings")
    fund_line = optional_key(FundLine, _("fund line"), related_name="findings")
    need = optional_key(Need, _("need"), related_name="findings")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="findings", verbose_name=_("responsible unit")
    )
    supporting_units = models.ManyToManyField(
        Unit, related_name="supported_findings", blank=True, verbose_name=_("supporting units")
    )
    person = models.CharField(_("person"), max_length=60, blank=True)
    colour = models.CharField(_("colour"), max_length=10, choices=Colour, default=Colour.REMINDER)
    measures = models.CharField(_("measures"), max_length=500, blank=True)
    closing_standard = models.CharField(_("closing standard"), max_length=300, blank=True)
    due_on = models.DateField(_("to be rectified by"), null=True, blank=True)
    situation = models.CharField(_("state of the rectification"), max_length=500, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=FindingState, default=FindingState.OPEN, editable=False
    )
    rectified_on = models.DateField(_("rectified on"), null=True, blank=True, editable=False)
    closed_on = models.DateField(_("verified and closed on"), null=True, blank=True, editable=False)
    verification = models.CharField(
        _("verified"), max_length=10, choices=Verification, blank=True, editable=False
    )
    merged_into = optional_key("self", _("merged into"), related_name="merged", editable=False)
    origin = models.CharField(_("proposal"), max_length=80, blank=True, editable=False)

    objects = FindingQuerySet.as_manager()

    # Of rows ``as_of`` a day, ``with_light``, ``with_moves``, ``with_ends``, ``with_outcome``,
    # ``with_age``, ``with_places``, ``with_last_colour``, ``reopened``.
    state_then: str
    due_then: date | None
    light: str
    first_due_on: date | None
    times_moved: int
    times_reopened: int
    rectified_then: date | None
    closed_then: date | None
    days_to_closing: int | None
    outcome: str
    age: str
    seen_project: int | None
    seen_township: int | None
    coloured_on: date | None
    reopenings: int
    last_reopened: date
    reopened_because: str
    # Of a person's own findings: the requests for another day that wait for a decision.
    waiting: list[Any]

    class Meta:
        ordering = ["number"]
        verbose_name = _("finding")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["programme", "number"], name="unique_finding_number"),
            UniquePlain(field="number", name="unique_plain_finding_number", ignores_case=True),
            models.UniqueConstraint(
                fields=["programme", "origin"],
                name="unique_finding_origin",
                condition=~Q(origin=""),
            ),
            choice_constraint("colour", Colour, "finding_colour_known"),
            choice_constraint("state", FindingState, "finding_state_known"),
            models.CheckConstraint(condition=Q(text__regex=r"\S"), name="finding_not_blank"),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(due_on__gte=F("found_on")),
                name="finding_due_after_found",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=TO_RECTIFY) | Q(rectified_on=None),
                name="open_finding_is_not_rectified",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(state=FindingState.CLOSED),
                name="closed_finding_has_its_state",
            ),
            models.CheckConstraint(
                condition=Q(rectified_on=None) | Q(rectified_on__gte=F("found_on")),
                name="finding_rectified_after_found",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None)
                | Q(rectified_on=None)
                | Q(closed_on__gte=F("rectified_on")),
                name="finding_closed_after_rectified",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")),
                name="finding_not_merged_into_itself",
            ),
        ]

    def __str__(self):
        return self.text

    def clean(self):
        """A helper is a partner: it has no finding (docs/rules.md#helpers-are-partners)."""
        require_county_units(self.programme_id, [self.unit], "unit")

    @property
    def state_label(self) -> str:
        """The state of a finding ``as_of`` a day, in words."""
        return str(FindingState(self.state_then).label)

    @property
    def days_late(self) -> int | None:
        """By how many days it was rectified after its day; None where that is unknown."""
        if self.rectified_on is None or self.due_on is None:
            return None
        return max((self.rectified_on - self.due_on).days, 0)


def require_county_units(programme_id: int, units: Iterable[Unit], field: str) -> None:
    """Raises ValidationError for the field where one of the units is a helper."""
    helpers = Membership.objects.filter(programme=programme_id, unit__in=units).helpers()
    if found := helpers.select_related("unit").first():
        raise ValidationError({field: COUNTY_ONLY % {"unit": found.unit}})


@register_attachment
class FindingAttachment(Attachment):
    """Evidence of a finding or of its rectification; never compulsory."""

    record_name = "finding"
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="attachments")

    def why_kept(self) -> str:
        """What a finding was verified by stays with it."""
        if self.finding.state != FindingState.CLOSED:
            return ""
        return gettext("The finding is verified and closed: its evidence stays with it.")
