from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.kinds import register
from core.models import Sourced, choice_constraint
from programmes.models import ProgrammeQuerySet, ProgrammeRecord
from projects.choices import YearClassName
from projects.models.entries import YearPlan
from projects.models.project import OfProject, Project


@register(label=_("class of the year"), title_template="{year}", parent="project_id")
class YearClass(OfProject, Sourced):
    """年度类别 of a project in a year, independent of its stage."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="year_classes")
    year = models.PositiveSmallIntegerField(_("year"))
    name = models.CharField(_("class of the year"), max_length=12, choices=YearClassName)

    class Meta:
        ordering = ["-year"]
        verbose_name = _("class of the year")
        constraints = [
            *Sourced.Meta.constraints,
            choice_constraint("name", YearClassName, "year_class_known"),
            models.UniqueConstraint(fields=["project", "year"], name="unique_class_year"),
        ]

    def __str__(self):
        return f"{self.year} {self.get_name_display()}"


class PlanVersionQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        return Q(plan__project__in=Project.objects.visible_to(user))


@register(label=_("version of the plan"), title_template="{number}", parent="plan_id")
class PlanVersion(ProgrammeRecord):
    """A version of a year's plan: 1 is the first one, each change adds one with its reason. The
    plan itself equals its last version. A trigger prevents changes of versions."""

    plan = models.ForeignKey(YearPlan, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    amount = models.DecimalField(_("planned investment"), max_digits=16, decimal_places=2)
    image_goal = models.CharField(_("image goal"), max_length=200, blank=True)
    planned_start = models.DateField(_("planned start"), null=True, blank=True)
    planned_finish = models.DateField(_("planned finish"), null=True, blank=True)
    decided_on = models.DateField(_("decided on"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = PlanVersionQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "number"]
        verbose_name = _("version of the plan")
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="unique_plan_version_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="plan_version_from_1"),
            models.CheckConstraint(
                condition=Q(amount__gte=0, amount__lt=10**13), name="plan_version_in_range"
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="plan_change_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(planned_finish__gte=F("planned_start"))
                | Q(planned_start__isnull=True)
                | Q(planned_finish__isnull=True),
                name="plan_version_dates_ordered",
            ),
        ]

    def __str__(self):
        return f"{self.plan} · {self.number}"
