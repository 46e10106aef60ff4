from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReportKind(TextChoices):
    MONTHLY = "monthly", _("monthly report")
    QUARTERLY = "quarterly", _("quarterly bulletin")
    YEARLY = "yearly", _("yearly report")


PERIOD_KIND = {
    ReportKind.MONTHLY: "month",
    ReportKind.QUARTERLY: "quarter",
    ReportKind.YEARLY: "year",
}


class RunStatus(TextChoices):
    PENDING = "pending", _("waiting")
    RUNNING = "running", _("being made")
    DONE = "done", _("made")
    FAILED = "failed", _("failed")
