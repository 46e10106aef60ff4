"""The phone of the person whom a task, need or project names."""

from accounts.models import User
from core.phones import mask_phone


def phone_for(user: User, record) -> str:
    """In full for whoever has the right to see it, else masked (138****5678)."""
    return (
        record.phone if user.has_perm("programmes.see_phone", record) else mask_phone(record.phone)
    )


def contact_of(user: User, record) -> str:
    """The person and the phone as the user may see it."""
    return " · ".join(filter(None, (record.person, phone_for(user, record))))
