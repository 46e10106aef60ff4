"""Writes of people: creating, changing, disabling, renewing a sign-in."""

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import second_factor
from accounts.models import Unit, User
from accounts.passwords import one_time_password
from accounts.services import end_sessions, lock_user, renew_password
from core.records import create_record, edit_record, require_version, update_record
from programmes.figures.people import is_username_taken
from programmes.services.handover import hand_over

USERNAME_TAKEN = gettext_lazy("This sign-in name is taken.")


@transaction.atomic
def create_person(*, username: str, name: str, unit: Unit, by: User) -> tuple[User, str]:
    """Returns the new person and their one-time password, which is not stored. Raises
    ValidationError for a sign-in name that exists."""
    password = one_time_password()
    username = User.normalize_username(username)
    try:
        with transaction.atomic():
            person = create_record(
                User,
                by=by,
                password=make_password(password),
                must_change_password=True,
                username=username,
                name=name,
                unit=unit,
            )
    except IntegrityError as error:
        if not is_username_taken(username):
            raise
        raise ValidationError({"username": USERNAME_TAKEN}) from error
    return person, password


@transaction.atomic
def change_person(*, person: User, version: int, name: str, unit: Unit) -> User:
    """Changes name and unit; another unit ends the sessions, since other rows become visible.
    Raises StaleRecord."""
    moved = unit.pk != person.unit_id
    person = edit_record(person, version=version, name=name, unit=unit)
    if moved:
        end_sessions(person)
    return person


@transaction.atomic
def reset_password(*, person: User, by: User, version: int | None = None) -> str:
    """Returns a one-time password. Raises StaleRecord, and ValidationError for one's own."""
    if person.pk == by.pk:
        raise ValidationError(_("Change your own password yourself."))
    return renew_password(person, version=version)


@transaction.atomic
def remove_second_factor(*, person: User, by: User, version: int | None = None) -> None:
    """Deletes the second factor (lost phone); the next sign-in sets up another. Raises
    StaleRecord, and ValidationError for one's own."""
    if person.pk == by.pk:
        raise ValidationError(_("Nobody removes their own second factor."))
    person = lock_user(person)
    require_version(person, version)
    second_factor.remove_device(person)
    update_record(person, version=person.version)
    end_sessions(person)


@transaction.atomic
def disable_person(
    *, person: User, by: User, successor: User | None = None, version: int | None = None
) -> int:
    """Disables the sign-in; roles stay. Returns how many rows of open work moved to the successor.

    Raises StaleRecord, and ValidationError for oneself or an unsuitable successor.
    """
    if person.pk == by.pk:
        raise ValidationError(_("Nobody disables themselves."))
    person = lock_user(person)
    require_version(person, version)
    moved = 0 if successor is None else hand_over(person, successor, by)
    update_record(person, version=person.version, is_active=False)
    end_sessions(person)
    return moved
