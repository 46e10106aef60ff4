"""The phone of the person whom a task, need or project names."""

from accounts.models import User
from core.phones import masked


def phone_for(user: User, record) -> str:
    """In full for whoever may; 138****5678 for all others who see the record."""
    return record.phone if user.has_perm("programmes.see_phone", record) else masked(record.phone)
