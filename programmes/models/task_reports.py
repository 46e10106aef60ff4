"""Which months of tasks are reported, by whom, as querysets
(docs/rules.md#reports-on-tasks)."""

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q, Subquery

from programmes.choices import LISTED, WORKED_ON
from programmes.models.task_lights import state_on
from programmes.models.task_outcomes import TasksWithOutcomes


def _is_known(day) -> Q:
    return Q(known_on=None) | Q(known_on__lte=day)


class ReportedTasks(TasksWithOutcomes):
    def with_last_report(self):
        """Adds ``last_report``: the last reported month, or None."""
        reports = apps.get_model("programmes", "TaskProgress").objects.filter(task=OuterRef("pk"))
        return self.annotate(last_report=Subquery(reports.order_by("-month").values("month")[:1]))

    def with_report_of(self, month):
        """Adds ``is_reported``: whether the lead unit has reported the month; ``reported_units``:
        the ids of the units that have; ``is_led_by_helper``."""
        return self._joined("compute_reports", month).with_helper_lead()

    def compute_reports(self, month):
        reports = apps.get_model("programmes", "TaskProgress").objects.filter(
            task=OuterRef("pk"), month=month.start
        )
        return self.annotate(
            is_reported=Exists(reports.filter(unit=OuterRef("lead_unit"))),
            reported_units=ArraySubquery(reports.order_by("unit").values("unit")),
        )

    def with_own_report(self, unit_id, month):
        """Adds ``has_own_report``: whether the unit, leading or supporting, has reported the
        month."""
        reports = apps.get_model("programmes", "TaskProgress").objects.filter(
            task=OuterRef("pk"), month=month.start, unit=unit_id
        )
        return self.annotate(has_own_report=Exists(reports))

    def with_due_report(self, month, *, on):
        """Adds ``is_asked``: whether the task is known and worked on at the end of the month, or on
        the day while the month runs; ``is_due``: whether it is asked for, or the lead unit reported
        it all the same. Neither of what is a draft or cancelled on the day."""
        return self._joined("compute_due", month, on)

    def compute_due(self, month, on):
        day = month.as_of(on)
        reports = apps.get_model("programmes", "TaskProgress").objects.filter(
            task=OuterRef("pk"), month=month.start, unit=OuterRef("lead_unit")
        )
        rows = self.alias(state_then=state_on(on), state_in_month=state_on(day))
        is_listed = _is_known(on) & Q(state_then__in=LISTED)
        is_asked = is_listed & _is_known(day) & Q(state_in_month__in=WORKED_ON)
        return rows.annotate(
            is_asked=ExpressionWrapper(is_asked, models.BooleanField()),
            is_due=ExpressionWrapper(
                is_asked | is_listed & Q(Exists(reports)), models.BooleanField()
            ),
        )

    def asked_to_report(self, month, *, on):
        return self.with_due_report(month, on=on).filter(is_asked=True)

    def due_to_report(self, month, *, on):
        """The tasks that count for the month, each by its lead unit."""
        return self.with_due_report(month, on=on).filter(is_due=True)

    def not_reported(self, month, *, on):
        return self.due_to_report(month, on=on).with_report_of(month).filter(is_reported=False)

    def to_report_by(self, unit_id, month, *, on):
        """The tasks that the unit leads or supports and has not reported for the month."""
        reports = apps.get_model("programmes", "TaskProgress").objects.filter(unit=unit_id)
        done = reports.filter(month=month.start).values("task")
        rows = self.led_or_supported(unit_id).asked_to_report(month, on=on)
        return rows.filter(state__in=WORKED_ON).exclude(pk__in=done)

    def led_or_supported(self, unit):
        """The tasks on which the unit reports."""
        supported = apps.get_model("programmes", "TaskSupport").objects.filter(unit=unit)
        return self.filter(Q(lead_unit=unit) | Q(pk__in=supported.values("task")))
