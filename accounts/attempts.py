"""Limits attempts to sign in by name and by address, before a password is checked.

Own code, not django-axes: that has one limit for names and addresses alike, and counts after the
password is hashed, so that concurrent attempts all pass.
"""

from datetime import datetime, timedelta

from django.db.models import F, Max, QuerySet
from django.utils import timezone

from accounts.choices import Outcome
from accounts.models import SignInAttempt
from accounts.passwords import normalized
from core.web.client_address import address_key

WINDOW = timedelta(minutes=15)
MAX_WRONG_BY_NAME = 5
MAX_WRONG_BY_ADDRESS = 20


class TooManyAttempts(Exception):
    """Over the limit of this name or address; the password was not checked. ``is_repeated``: the
    refusal was added to the count of an earlier one."""

    def __init__(self, *, is_repeated: bool):
        super().__init__()
        self.is_repeated = is_repeated


def start_attempt(username: str, address: str) -> SignInAttempt:
    """Stores the attempt as a wrong one before anything else, so that the limit also holds for
    concurrent attempts. Raises TooManyAttempts; a refused attempt does not count against the
    limit, and within the window is no row of its own: a stranger adds few rows however often they
    try."""
    attempt = SignInAttempt.objects.create(
        name=normalized(username)[:60], address=address_key(address)
    )
    same = _over_limit(attempt)
    if same is None:
        return attempt
    if is_repeated := _count_refusal(same):
        attempt.delete()
    else:
        record_outcome(attempt, Outcome.REFUSED)
    raise TooManyAttempts(is_repeated=is_repeated)


def record_outcome(attempt: SignInAttempt, outcome: str) -> None:
    attempt.outcome = outcome
    attempt.save(update_fields=["outcome"])


def _over_limit(attempt: SignInAttempt) -> QuerySet[SignInAttempt] | None:
    """The attempts among which its refusals are counted: from its address, or under its name from
    there; None within the limits."""
    start = timezone.now() - WINDOW
    by_name = SignInAttempt.objects.filter(name=attempt.name)
    by_address = SignInAttempt.objects.filter(address=attempt.address)
    if _count_wrong(by_address, start) > MAX_WRONG_BY_ADDRESS:
        return by_address
    if _count_wrong(by_name, _last_success(by_name, start)) > MAX_WRONG_BY_NAME:
        return by_name & by_address
    return None


def _count_refusal(same: QuerySet[SignInAttempt]) -> bool:
    """Add one to the first refusal of the window; whether there is one."""
    recent = same.filter(outcome=Outcome.REFUSED, at__gt=timezone.now() - WINDOW)
    first = recent.order_by("pk").values("pk")[:1]
    return bool(SignInAttempt.objects.filter(pk__in=first).update(times=F("times") + 1))


def _last_success(attempts, start: datetime) -> datetime:
    """The last successful sign-in since ``start``, else ``start``: earlier errors do not count."""
    good = attempts.filter(outcome=Outcome.GOOD, at__gt=start).aggregate(last=Max("at"))
    return good["last"] or start


def _count_wrong(attempts, since: datetime) -> int:
    return attempts.filter(outcome=Outcome.WRONG, at__gt=since).count()
