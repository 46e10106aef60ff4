"""What is written of a person's own sign-in."""

from django.db import transaction

from accounts.models import Session, User


@transaction.atomic
def choose_password(*, user: User, password: str, session_key: str | None = None) -> None:
    """The person's own choice, checked by the form, in force at once. Of their sessions only the
    one with the key lives on."""
    user.set_password(password)
    user.must_change_password = False
    user.save()
    end_sessions(user, keep=session_key)


def end_sessions(user: User, *, keep: str | None = None) -> int:
    """Whoever sits at one of the person's devices has to sign in anew; says how many ended."""
    return Session.objects.filter(user=user).exclude(pk=keep).delete()[0]
