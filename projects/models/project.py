from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.models import Sourced, one_of
from programmes.models import ProgrammeQuerySet, ProgrammeRecord
from projects.choices import Nature, Stage
from projects.querysets import ProjectQuerySet


class SectorQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """Those with a project that the person sees."""
        return Q(pk__in=Project.objects.visible_to(user).values("sector"))


class Sector(ProgrammeRecord):
    """A sector (行业): a catalogue that staff edit."""

    name = models.CharField(_("sector"), max_length=40)
    position = models.PositiveIntegerField(default=0)

    objects = SectorQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="one_sector_a_name")
        ]

    def __str__(self):
        return self.name


class Project(ProgrammeRecord, Sourced):
    """A project of the pipeline. Money in yuan; planned and actual dates are months, kept as
    their first day. Without a township it lies across townships or outside the county."""

    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("project"), max_length=120)
    nature = models.CharField(_("nature"), max_length=12, choices=Nature, blank=True)
    sector = models.ForeignKey(
        Sector,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("sector"),
    )
    township = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="located_projects",
        verbose_name=_("township"),
    )
    owner_unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_projects",
        verbose_name=_("responsible unit"),
    )
    supporting_units = models.ManyToManyField(
        Unit, related_name="supported_projects", blank=True, verbose_name=_("helping units")
    )
    lead_official = models.CharField(_("lead official"), max_length=60, blank=True)
    person = models.CharField(_("person"), max_length=60, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    total_investment = models.DecimalField(
        _("total investment"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    planned_start = models.DateField(_("planned start"), null=True, blank=True)
    actual_start = models.DateField(_("actual start"), null=True, blank=True)
    planned_finish = models.DateField(_("planned finish"), null=True, blank=True)
    actual_finish = models.DateField(_("actual finish"), null=True, blank=True)
    signed = models.BooleanField(_("signed deal"), null=True, blank=True)
    in_statistics = models.BooleanField(_("in the statistics"), null=True, blank=True)

    # What the last imported ledger said; a month's entry has texts of its own.
    image_progress = models.CharField(_("image progress"), max_length=300, blank=True)
    problems = models.CharField(_("problems"), max_length=500, blank=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("project")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["programme", "code"], name="one_project_a_code"),
            models.CheckConstraint(
                condition=Q(total_investment__isnull=True)
                | Q(total_investment__gte=0, total_investment__lt=10**13),
                name="project_total_in_range",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def contact_unit_id(self):
        """The unit whose person is named, and which reads the phone in full."""
        return self.owner_unit_id


class StageQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        return Q(project__in=Project.objects.visible_to(user))


class StageEvent(ProgrammeRecord, Sourced):
    """A project entered a stage on a day. Stages are never overwritten: the last event counts."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="stage_events")
    stage = models.CharField(_("stage"), max_length=12, choices=Stage)
    on = models.DateField(_("on"))

    objects = StageQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            *Sourced.Meta.constraints,
            one_of("stage", Stage, "event_stage_known"),
        ]
        indexes = [
            models.Index(fields=["project", "-on", "-id"], include=["stage"], name="stage_latest")
        ]

    def __str__(self):
        return f"{self.on} {self.get_stage_display()}"
