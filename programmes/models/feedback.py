from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.kinds import register
from core.periods import Period
from programmes.models.base import ProgrammeQuerySet, ProgrammeRecord
from programmes.models.network import Membership


class FeedbackSheetQuerySet(ProgrammeQuerySet):
    def last_of_each_unit(self, month: Period):
        rows = self.filter(month=month.start).order_by("unit_id", "-pk").distinct("unit_id")
        return self.filter(pk__in=rows.values("pk"))


@register(
    label=_("feedback sheet"),
    title_template="{month} {unit_id}",
    month_columns=("month",),
    column_labels={"unit_id": _("unit"), "returned_on": _("returned on")},
)
class FeedbackSheet(ProgrammeRecord):
    """A workbook that was made for a unit that does not sign in: its open items, to be filled in
    for the month by ``due_on``. Its rows name this record; ``returned_on`` is the day on which it
    was first imported (docs/rules.md#feedback-sheets)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    month = models.DateField(_("month"))
    sent_on = models.DateField(_("made on"))
    due_on = models.DateField(_("feedback until"))
    returned_on = models.DateField(null=True, blank=True, editable=False)

    objects = FeedbackSheetQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "-pk"]
        verbose_name = _("feedback sheet")
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="feedback_month_on_day_1"),
            models.CheckConstraint(
                condition=Q(due_on__gte=models.F("sent_on")), name="feedback_due_after_sending"
            ),
        ]

    def __str__(self):
        return f"{self.unit} {self.period.label()}"

    @cached_property
    def is_for_helper(self) -> bool:
        return Membership.objects.of(self.programme).helpers().filter(unit=self.unit_id).exists()

    @property
    def period(self) -> Period:
        return Period(self.month)
