from typing import Any

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.database.unique import UniquePlain
from core.kinds import Caption, register
from core.models import POSITIONS, Sourced, choice_constraint, optional_key
from programmes.models import Need, ProgrammeQuerySet, ProgrammeRecord, Task
from projects.choices import Nature, ProjectKind, Stage
from projects.models.catalogues import Park
from projects.plan_progress import ProjectProgress
from projects.querysets import ProjectQuerySet


class SectorQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """Sectors with a project that the user may see."""
        return Q(pk__in=Project.objects.visible_to(user).values("sector"))


@register(label=_("sector"), title_template="{name}", search_columns=("name",))
class Sector(ProgrammeRecord):
    """A sector (行业): a catalogue that staff edit."""

    name = models.CharField(_("sector"), max_length=40)
    position = models.PositiveIntegerField(default=0, validators=POSITIONS)

    objects = SectorQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("sector")
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="unique_sector_name")
        ]

    def __str__(self):
        return self.name


@register(
    label=_("project"),
    title_template="“{name}”（{code}）",
    search_columns=("code", "name"),
    has_history_page=True,
    redacted_columns=("phone",),
    month_columns=(
        "planned_start",
        "actual_start",
        "planned_finish",
        "actual_finish",
        "last_report",
    ),
    name="project",
    plural="projects",
    plural_label=_("Projects"),
    view_right="projects.view",
    edit_right="projects.manage",
    publishes_fields=True,
    caption=Caption("code", "name", "owner_unit"),
)
class Project(ProgrammeRecord, Sourced):
    """A project of the pipeline. Money in yuan; planned and actual dates are months, stored
    as their first day. Without a township it lies across townships or outside the county.

    ``first_year`` and ``last_year`` are the planned years of construction where no months are
    known. Only a signed deal has the fields of a deal. ``last_report`` is the month after which
    nothing more is reported (不再填报)."""

    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("project"), max_length=120)
    parent = optional_key("self", _("parent project"), related_name="parts")
    kind = models.CharField(
        _("kind"), max_length=12, choices=ProjectKind, default=ProjectKind.CONSTRUCTION
    )
    nature = models.CharField(_("nature"), max_length=12, choices=Nature, blank=True)
    sector = optional_key(Sector, _("sector"), related_name="projects")
    industry = models.CharField(_("industry"), max_length=60, blank=True)
    township = optional_key(Unit, _("township"), related_name="located_projects")
    place = models.CharField(_("place"), max_length=120, blank=True)
    park = optional_key(Park, _("park"), related_name="projects")
    content = models.CharField(_("scale and content"), max_length=1000, blank=True)
    owner_unit = optional_key(Unit, _("responsible unit"), related_name="owned_projects")
    supporting_units = models.ManyToManyField(
        Unit, related_name="supported_projects", blank=True, verbose_name=_("helping units")
    )
    tasks = models.ManyToManyField(Task, through="ProjectTask", related_name="projects")
    needs = models.ManyToManyField(Need, through="ProjectNeed", related_name="projects")
    lead_official = models.CharField(_("lead official"), max_length=60, blank=True)
    person = models.CharField(_("person"), max_length=60, blank=True)
    contact = models.CharField(_("contact"), max_length=60, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    first_year = models.PositiveSmallIntegerField(
        _("first year of building"), null=True, blank=True
    )
    last_year = models.PositiveSmallIntegerField(_("last year of building"), null=True, blank=True)
    total_investment = models.DecimalField(
        _("total investment"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    planned_start = models.DateField(_("planned start"), null=True, blank=True)
    actual_start = models.DateField(_("actual start"), null=True, blank=True)
    planned_finish = models.DateField(_("planned finish"), null=True, blank=True)
    actual_finish = models.DateField(_("actual finish"), null=True, blank=True)
    signed = models.BooleanField(_("signed deal"), null=True, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    partner = models.CharField(_("partner"), max_length=120, blank=True)
    contracted_amount = models.DecimalField(
        _("contracted amount"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    arrived_amount = models.DecimalField(
        _("arrived amount"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    in_statistics = models.BooleanField(_("in the statistics"), null=True, blank=True)
    last_report = models.DateField(_("last month to report"), null=True, blank=True)
    remark = models.CharField(_("remark"), max_length=500, blank=True)

    # From the last imported ledger; a month's entry has texts of its own.
    image_progress = models.CharField(_("image progress"), max_length=300, blank=True)
    problems = models.CharField(_("problems"), max_length=500, blank=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("project")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["programme", "code"], name="unique_project_code"),
            UniquePlain(field="code", name="unique_plain_project_code"),
            models.CheckConstraint(
                condition=Q(total_investment__isnull=True)
                | Q(total_investment__gte=0, total_investment__lt=10**13),
                name="project_total_in_range",
            ),
            choice_constraint("kind", ProjectKind, "project_kind_known"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="project_not_part_of_itself"),
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year"))
                | Q(first_year__isnull=True)
                | Q(last_year__isnull=True),
                name="project_years_ordered",
            ),
            models.CheckConstraint(
                condition=Q(signed=True, signed__isnull=False)
                | Q(
                    signed_on__isnull=True,
                    partner="",
                    contracted_amount__isnull=True,
                    arrived_amount__isnull=True,
                ),
                name="deal_of_a_signed_project",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__isnull": True})
                    | Q(**{f"{name}__gte": 0, f"{name}__lt": 10**13}),
                    name=f"project_{name}_in_range",
                )
                for name in ("contracted_amount", "arrived_amount")
            ),
            models.CheckConstraint(
                condition=Q(last_report__isnull=True) | Q(last_report__day=1),
                name="project_last_report_on_day_1",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def progress(self: Any) -> ProjectProgress:
        """Of a project of ``with_month``."""
        return ProjectProgress(self.plan, self.year_amount, self.due_twelfths)

    @property
    def contact_unit_id(self):
        """The unit that sees the phone number in full."""
        return self.owner_unit_id


class OfProjectQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """Visible with the project."""
        return Q(project__in=Project.objects.visible_to(user))


class OfProject(ProgrammeRecord):
    """A row that belongs to a project and is visible with it."""

    objects = OfProjectQuerySet.as_manager()

    class Meta:
        abstract = True


class StageQuerySet(OfProjectQuerySet):
    def with_stage_before(self):
        """Adds ``before``: the stage from which it was entered, None for the first one."""
        is_earlier = Q(on__lt=OuterRef("on")) | Q(on=OuterRef("on"), pk__lt=OuterRef("pk"))
        earlier = StageEvent.objects.filter(is_earlier, project=OuterRef("project"))
        return self.annotate(before=Subquery(earlier.order_by("-on", "-pk").values("stage")[:1]))

    def without_first_of_sheets(self):
        """Of events ``with_stage_before``: without those by which an import made a project
        known."""
        return self.exclude(before=None, of_sheet=True)


@register(label=_("stage"), title_template="{stage}", parent="project_id")
class StageEvent(ProgrammeRecord, Sourced):
    """A project entered a stage on a day. Events are never changed: the last one counts.
    Suspension, termination and transfer need a reason. ``of_sheet``: the day is that of an imported
    sheet, by which the project had the stage."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="stage_events")
    stage = models.CharField(_("stage"), max_length=12, choices=Stage)
    on = models.DateField(_("on"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    of_sheet = models.BooleanField(_("day of the sheet"), default=False, editable=False)

    objects = StageQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            *Sourced.Meta.constraints,
            choice_constraint("stage", Stage, "event_stage_known"),
        ]
        indexes = [
            models.Index(fields=["project", "-on", "-id"], include=["stage"], name="stage_by_day")
        ]

    def __str__(self):
        return f"{self.on} {self.get_stage_display()}"
