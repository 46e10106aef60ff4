"""Operations on report runs. The table is the queue; every operation may be repeated."""

from reports.services.generation import claim, fail_exhausted_runs, generate
from reports.services.notices import resolve_notices_of_month
from reports.services.requests import Refused, approval_refusal, approve, check_period, renew
from reports.services.scheduling import closing_of, create_due_runs

__all__ = [
    "Refused", "approve", "check_period", "claim", "closing_of", "fail_exhausted_runs",
    "create_due_runs", "generate", "renew", "resolve_notices_of_month", "approval_refusal",
]  # fmt: skip
