"""Work items of a project (approvals, milestones, problems, matters) and its financing. They are
visible with the project."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.kinds import Caption, register
from core.models import Sourced, choice_constraint, optional_key
from programmes.models import Task
from projects.choices import MatterLevel, MatterState
from projects.models.catalogues import ApprovalKind, FinancingSource
from projects.models.project import OfProject, Project


@register(label=_("approval"), title_template="{kind_id}", parent="project_id")
class Approval(OfProject, Sourced):
    """An approval of the early stage: planned and actual day, responsible unit."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="approvals")
    kind = models.ForeignKey(
        ApprovalKind, models.PROTECT, related_name="+", verbose_name=_("approval")
    )
    planned_on = models.DateField(_("planned on"), null=True, blank=True)
    actual_on = models.DateField(_("approved on"), null=True, blank=True)
    unit = optional_key(Unit, _("responsible unit"))
    number = models.CharField(_("document number"), max_length=80, blank=True)

    class Meta:
        ordering = ["kind__position", "pk"]
        verbose_name = _("approval")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["project", "kind"], name="unique_approval_kind"),
        ]

    def __str__(self):
        return str(self.kind)


@register(label=_("milestone"), title_template="{name}", parent="project_id")
class Milestone(OfProject, Sourced):
    """A milestone (关键节点) and its due day."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="milestones")
    name = models.CharField(_("milestone"), max_length=120)
    due_on = models.DateField(_("due on"))
    reached_on = models.DateField(_("reached on"), null=True, blank=True)
    unit = optional_key(Unit, _("responsible unit"))
    person = models.CharField(_("person"), max_length=60, blank=True)
    result = models.CharField(_("result"), max_length=300, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("milestone")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["project", "name"], name="unique_milestone_name"),
        ]

    def __str__(self):
        return self.name


@register(
    label=_("problem"),
    title_template="{text}",
    parent="project_id",
    plural_label=_("Problems"),
    caption=Caption(
        "found_on", "text", "project", parameter="text", list="problems", page="project",
        key="project_id",
    ),
)  # fmt: skip
class Problem(OfProject, Sourced):
    """A problem, who must solve it by when, and its solution."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="problem_rows")
    text = models.CharField(_("problem"), max_length=500)
    found_on = models.DateField(_("found on"))
    unit = optional_key(Unit, _("who must solve it"))
    person = models.CharField(_("person"), max_length=60, blank=True)
    due_on = models.DateField(_("to be solved by"), null=True, blank=True)
    solved_on = models.DateField(_("solved on"), null=True, blank=True)
    solution = models.CharField(_("how it was solved"), max_length=500, blank=True)

    class Meta:
        ordering = ["solved_on", "due_on", "pk"]
        verbose_name = _("problem")
        constraints = [
            *Sourced.Meta.constraints,
            models.CheckConstraint(condition=Q(text__regex=r"\S"), name="problem_not_blank"),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("found_on")),
                name="problem_due_after_found",
            ),
            models.CheckConstraint(
                condition=Q(solved_on__isnull=True, solution="")
                | Q(solved_on__gte=F("found_on")) & ~Q(solution=""),
                name="solved_problem_has_solution",
            ),
        ]

    def __str__(self):
        return self.text[:40]


@register(label=_("matter"), title_template="{text}", parent="project_id")
class Matter(OfProject, Sourced):
    """A matter to be coordinated (需协调事项); at the level of the province a request for support
    to a department. It can become a task."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="matters")
    text = models.CharField(_("matter"), max_length=500)
    level = models.CharField(
        _("level"), max_length=10, choices=MatterLevel, default=MatterLevel.COUNTY
    )
    department = models.CharField(_("department asked"), max_length=80, blank=True)
    raised_on = models.DateField(_("raised on"))
    asked_on = models.DateField(_("asked on"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=MatterState, default=MatterState.OPEN
    )
    result = models.CharField(_("result"), max_length=300, blank=True)
    settled_on = models.DateField(_("settled on"), null=True, blank=True)
    task = optional_key(Task, _("task"), related_name="matters")

    class Meta:
        ordering = ["settled_on", "raised_on", "pk"]
        verbose_name = _("matter")
        constraints = [
            *Sourced.Meta.constraints,
            choice_constraint("level", MatterLevel, "matter_level_known"),
            choice_constraint("state", MatterState, "matter_state_known"),
            models.CheckConstraint(condition=Q(text__regex=r"\S"), name="matter_not_blank"),
            models.CheckConstraint(
                condition=Q(state=MatterState.OPEN) | Q(asked_on__isnull=False),
                name="matter_has_asked_on",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[MatterState.SUPPORTED, MatterState.DECLINED])
                & Q(settled_on__isnull=False)
                & ~Q(result="")
                | Q(state__in=[MatterState.OPEN, MatterState.ASKED]) & Q(settled_on__isnull=True),
                name="settled_matter_has_result",
            ),
        ]

    def __str__(self):
        return self.text[:40]


@register(label=_("financing"), title_template="{source_id}", parent="project_id")
class Financing(OfProject, Sourced):
    """What a source is to give to a project, in yuan; all of them make its total investment."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="financing")
    source = models.ForeignKey(
        FinancingSource, models.PROTECT, related_name="+", verbose_name=_("source of financing")
    )
    amount = models.DecimalField(_("amount"), max_digits=16, decimal_places=2)

    class Meta:
        ordering = ["source__position", "pk"]
        verbose_name = _("financing")
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(fields=["project", "source"], name="unique_financing_source"),
            models.CheckConstraint(
                condition=Q(amount__gte=0, amount__lt=10**13), name="financing_in_range"
            ),
        ]

    def __str__(self):
        return str(self.source)
