"""What is written of a person's own sign-in."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import Session, SignInAttempt, User
from accounts.passwords import one_time_password
from core.audit.services import tell
from core.choices import EventKind
from core.records import change, require_version

# Six months (网络安全法, article 21) are at most 184 days.
ATTEMPTS_KEPT = timedelta(days=184)


@transaction.atomic
def choose_password(*, user: User, password: str, session_key: str | None = None) -> None:
    """The person's own choice, checked by the form, in force at once. Of their sessions only the
    one with the key lives on."""
    user.set_password(password)
    user.must_change_password = False
    user.save()
    end_sessions(user, keep=session_key)


@transaction.atomic
def renew_password(person: User, *, version: int | None = None) -> str:
    """A password for one time; the old one and all sessions end. Raises StaleRecord."""
    person = held(person)
    require_version(person, version)
    password = one_time_password()
    person.set_password(password)
    person.must_change_password = True
    person.version += 1
    person.save()
    end_sessions(person)
    return password


@transaction.atomic
def end_oldest_sessions(user: User, *, here: str | None) -> list[Session]:
    """Those past ``SESSION_LIMIT`` end, the first begun first, never the one with the key
    ``here``; two sign-ins at once do not both think that there is room. Gives those that ended."""
    held(user)
    others = Session.objects.visible_to(user).exclude(pk=here).order_by("-begun_at", "pk")
    ended = list(others[settings.SESSION_LIMIT - 1 :]) if settings.SESSION_LIMIT else []
    Session.objects.filter(pk__in=[row.pk for row in ended]).delete()
    return ended


@transaction.atomic
def enable(person: User, *, version: int | None = None) -> None:
    """Whoever was disabled or dormant may sign in from now on. Raises StaleRecord."""
    person = held(person)
    require_version(person, version)
    change(person, version=person.version, is_active=True, enabled_at=timezone.now())


def tell_of_refusal(username: str) -> None:
    """Somebody gave a wrong password or code under this name, or too often."""
    person = User.objects.filter(username=username).values_list("pk", flat=True).first()
    tell(EventKind.SIGN_IN_REFUSED, about=username, person=person)


def tell_of_wrong_password(person: User, page: str) -> None:
    """Somebody who is signed in gave a wrong password of their own on a page that asks for it."""
    tell(EventKind.PASSWORD_REFUSED, about=page, person=person.pk)


def held(person: User) -> User:
    """The row as it stands, held until the transaction ends."""
    return User.objects.select_for_update(no_key=True).get(pk=person.pk)


def end_sessions(user: User, *, keep: str | None = None) -> int:
    """Whoever sits at one of the person's devices has to sign in anew; says how many ended."""
    return Session.objects.filter(user=user).exclude(pk=keep).delete()[0]


def clear_attempts() -> int:
    """Those that need not be kept any longer; says how many."""
    return SignInAttempt.objects.filter(at__lt=timezone.now() - ATTEMPTS_KEPT).delete()[0]


def clear_sessions() -> int:
    """Those that ran out, of people and of nobody; says how many."""
    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]
