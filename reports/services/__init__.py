"""Operations on report runs. The table is the queue; every operation may be repeated."""

from reports.services.editing import (
    edit_text,
    editing_refusal,
    put_back_word,
    return_run,
    submit_again,
    take_off_word,
    text_to_fill,
)
from reports.services.generation import claim, fail_exhausted_runs, generate
from reports.services.notices import resolve_notices_of_month
from reports.services.requests import Refused, approval_refusal, approve, check_period, renew
from reports.services.scheduling import closing_of, create_due_runs, has_records

__all__ = [
    "Refused", "approve", "check_period", "claim", "closing_of", "fail_exhausted_runs",
    "create_due_runs", "generate", "has_records", "renew", "resolve_notices_of_month",
    "approval_refusal", "edit_text", "editing_refusal", "put_back_word", "return_run",
    "submit_again", "take_off_word", "text_to_fill",
]  # fmt: skip
