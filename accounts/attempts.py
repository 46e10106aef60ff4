"""Attempts to sign in are counted, by name and by address, before a password is looked at.

Own code, not django-axes: that knows one limit for names and addresses alike, and counts after
the password was hashed, so that attempts sent at once all pass.
"""

from datetime import datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from accounts.choices import Outcome
from accounts.models import SignInAttempt
from accounts.passwords import folded
from core.web.client_address import whose_address

WINDOW = timedelta(minutes=15)
WRONG_BY_NAME = 5
WRONG_BY_ADDRESS = 20


class TooManyAttempts(Exception):
    """Too many wrong ones under this name or from this address; the password was not looked at."""


def begin(username: str, address: str) -> SignInAttempt:
    """The attempt, kept as a wrong one before anything else happens: of many that are sent at
    once, no more than the limit go on. Raises TooManyAttempts; such a one does not count."""
    attempt = SignInAttempt.objects.create(
        name=folded(username)[:60], address=whose_address(address)
    )
    if _too_many(attempt):
        settle(attempt, Outcome.REFUSED)
        raise TooManyAttempts
    return attempt


def settle(attempt: SignInAttempt, outcome: str) -> None:
    attempt.outcome = outcome
    attempt.save(update_fields=["outcome"])


def _too_many(attempt: SignInAttempt) -> bool:
    start = timezone.now() - WINDOW
    by_name = SignInAttempt.objects.filter(name=attempt.name)
    if _wrong(by_name, _last_good(by_name, start)) > WRONG_BY_NAME:
        return True
    by_address = SignInAttempt.objects.filter(address=attempt.address)
    return _wrong(by_address, start) > WRONG_BY_ADDRESS


def _last_good(attempts, start: datetime) -> datetime:
    """Whoever signed in has forgotten nothing: what they mistyped before no longer counts."""
    good = attempts.filter(outcome=Outcome.GOOD, at__gt=start).aggregate(last=Max("at"))
    return good["last"] or start


def _wrong(attempts, since: datetime) -> int:
    return attempts.filter(outcome=Outcome.WRONG, at__gt=since).count()
