"""Writes of a person's own sign-in: passwords, sessions, attempts."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import Session, SignInAttempt, User
from accounts.passwords import one_time_password
from core.audit.services import record_event
from core.choices import EventKind
from core.records import require_version, update_record

# Six months are at most 184 days (docs/rules.md#retention-of-sign-ins).
ATTEMPTS_KEPT = timedelta(days=184)


@transaction.atomic
def choose_password(*, user: User, password: str, session_key: str | None = None) -> None:
    """Stores the person's own password, validated by the form, and ends all their sessions but
    the one with the key."""
    user.set_password(password)
    user.must_change_password = False
    user.save()
    end_sessions(user, except_key=session_key)


@transaction.atomic
def renew_password(person: User, *, version: int | None = None) -> str:
    """Returns a new one-time password, and ends all sessions. Raises StaleRecord."""
    person = lock_user(person)
    require_version(person, version)
    password = one_time_password()
    person.set_password(password)
    person.must_change_password = True
    person.version += 1
    person.save()
    end_sessions(person)
    return password


@transaction.atomic
def end_oldest_sessions(user: User, *, current_key: str | None) -> list[Session]:
    """Ends and returns the sessions over ``SESSION_LIMIT``, oldest first, never the current one.
    The person's row is locked, so that concurrent sign-ins keep the limit."""
    lock_user(user)
    others = Session.objects.visible_to(user).exclude(pk=current_key).order_by("-begun_at", "pk")
    ended = list(others[settings.SESSION_LIMIT - 1 :]) if settings.SESSION_LIMIT else []
    Session.objects.filter(pk__in=[row.pk for row in ended]).delete()
    return ended


@transaction.atomic
def enable(person: User, *, version: int | None = None) -> None:
    """Lets a disabled or dormant person sign in again. Raises StaleRecord."""
    person = lock_user(person)
    require_version(person, version)
    update_record(person, version=person.version, is_active=True, enabled_at=timezone.now())


def record_refused_sign_in(username: str) -> None:
    """Records a wrong password or code under this name, or a refused attempt."""
    person = User.objects.filter(username=username).values_list("pk", flat=True).first()
    record_event(EventKind.SIGN_IN_REFUSED, about=username, person=person)


def record_wrong_password(person: User, page: str) -> None:
    """Records a wrong password of a signed-in person on a page that requires it again."""
    record_event(EventKind.PASSWORD_REFUSED, about=page, person=person.pk)


def lock_user(person: User) -> User:
    """Returns the person's current row, locked until the transaction ends."""
    return User.objects.select_for_update(no_key=True).get(pk=person.pk)


def end_sessions(user: User, *, except_key: str | None = None) -> int:
    """Ends the person's sessions on all devices; returns how many."""
    return Session.objects.filter(user=user).exclude(pk=except_key).delete()[0]


def clear_attempts() -> int:
    """Deletes attempts past their retention period; returns how many."""
    return SignInAttempt.objects.filter(at__lt=timezone.now() - ATTEMPTS_KEPT).delete()[0]


def clear_sessions() -> int:
    """Deletes expired sessions, also anonymous ones; returns how many."""
    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]
