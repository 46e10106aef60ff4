"""What is written of a person's own sign-in."""

from django.db import transaction

from accounts.models import User


@transaction.atomic
def choose_password(*, user: User, password: str) -> None:
    """The person's own choice, checked by the form, in force at once."""
    user.set_password(password)
    user.must_change_password = False
    user.save()
