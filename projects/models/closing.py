from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.models import optional_key
from programmes.models import Programme
from projects.models.catalogues import Park
from projects.models.project import Project, Sector

YUAN: dict[str, Any] = {"max_digits": 18, "decimal_places": 2, "null": True}
LIGHT: dict[str, Any] = {"max_length": 12, "blank": True}


class ProjectAtClosing(models.Model):
    """A project as it was known when a month was closed: its own fields, and the figures of the
    month. Figures of the closed month are read from here (docs/rules.md#closed-months).

    Written by one statement at the closing (``services.closing``), deleted where the month is
    reopened, never changed; amounts are in yuan.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    project = models.ForeignKey(Project, models.CASCADE, related_name="+")
    month = models.DateField()

    kind = models.CharField(max_length=12)
    sector = optional_key(Sector)
    township = optional_key(Unit)
    park = optional_key(Park)
    owner_unit = optional_key(Unit)
    lead_official = models.CharField(max_length=60, blank=True)
    total_investment = models.DecimalField(**YUAN)
    planned_start = models.DateField(null=True)
    actual_start = models.DateField(null=True)
    in_statistics = models.BooleanField(null=True)
    signed = models.BooleanField(null=True)
    signed_on = models.DateField(null=True)
    contracted_amount = models.DecimalField(**YUAN)
    arrived_amount = models.DecimalField(**YUAN)
    last_report = models.DateField(null=True)

    stage = models.CharField(max_length=12, null=True)  # noqa: DJ001
    stage_since = models.DateField(null=True)
    plan = models.DecimalField(**YUAN)
    image_goal = models.CharField(max_length=200, null=True)  # noqa: DJ001
    due_twelfths = models.DecimalField(max_digits=24, decimal_places=8)
    is_due = models.BooleanField()
    month_entry_id = models.BigIntegerField(null=True)
    month_amount = models.DecimalField(**YUAN)
    year_amount = models.DecimalField(**YUAN)
    before = models.DecimalField(**YUAN)
    ever_amount = models.DecimalField(**YUAN)
    red_points = models.DecimalField(max_digits=5, decimal_places=2)
    light = models.CharField(**LIGHT)
    start_light = models.CharField(**LIGHT)
    statistics_light = models.CharField(**LIGHT)
    worst_light = models.CharField(**LIGHT)
    exemption = models.JSONField(null=True)
    is_exempt = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("closed month")
        constraints = [
            models.UniqueConstraint(fields=["project", "month"], name="unique_project_closing"),
            models.CheckConstraint(condition=Q(month__day=1), name="closing_on_day_1"),
        ]

    def __str__(self):
        return f"{self.month} {self.project_id}"
