"""What is done with report runs. The row is the queue: each verb is safe to be repeated."""

from reports.services.requests import Refused, approve, check_period, renew, why_not_approved
from reports.services.scheduling import closing_of, make_due_runs
from reports.services.generation import claim, fail_spent_runs, produce
from reports.services.notices import resolve_notices_of_month

__all__ = [
    "Refused",
    "approve",
    "check_period",
    "claim",
    "closing_of",
    "fail_spent_runs",
    "make_due_runs",
    "produce",
    "renew",
    "resolve_notices_of_month",
    "why_not_approved",
]
