"""Limits attempts to sign in by name and by address, before a password is checked.

Own code, not django-axes: that has one limit for names and addresses alike, and counts after the
password is hashed, so that concurrent attempts all pass.
"""

from datetime import datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from accounts.choices import Outcome
from accounts.models import SignInAttempt
from accounts.passwords import normalized
from core.web.client_address import address_key

WINDOW = timedelta(minutes=15)
MAX_WRONG_BY_NAME = 5
MAX_WRONG_BY_ADDRESS = 20


class TooManyAttempts(Exception):
    """Over the limit of this name or address; the password was not checked."""


def start_attempt(username: str, address: str) -> SignInAttempt:
    """Stores the attempt as a wrong one before anything else, so that the limit also holds for
    concurrent attempts. Raises TooManyAttempts; a refused attempt does not count."""
    attempt = SignInAttempt.objects.create(
        name=normalized(username)[:60], address=address_key(address)
    )
    if _is_over_limit(attempt):
        record_outcome(attempt, Outcome.REFUSED)
        raise TooManyAttempts
    return attempt


def record_outcome(attempt: SignInAttempt, outcome: str) -> None:
    attempt.outcome = outcome
    attempt.save(update_fields=["outcome"])


def _is_over_limit(attempt: SignInAttempt) -> bool:
    start = timezone.now() - WINDOW
    by_name = SignInAttempt.objects.filter(name=attempt.name)
    if _count_wrong(by_name, _last_success(by_name, start)) > MAX_WRONG_BY_NAME:
        return True
    by_address = SignInAttempt.objects.filter(address=attempt.address)
    return _count_wrong(by_address, start) > MAX_WRONG_BY_ADDRESS


def _last_success(attempts, start: datetime) -> datetime:
    """The last successful sign-in since ``start``, else ``start``: earlier errors do not count."""
    good = attempts.filter(outcome=Outcome.GOOD, at__gt=start).aggregate(last=Max("at"))
    return good["last"] or start


def _count_wrong(attempts, since: datetime) -> int:
    return attempts.filter(outcome=Outcome.WRONG, at__gt=since).count()
