"""Attempts to sign in, as the security administrator of a programme reads them."""

from django.db.models import QuerySet

from accounts.models import SignInAttempt, User
from accounts.passwords import normalized
from programmes.figures.people import people_of
from programmes.models import Programme


def attempts_of(programme: Programme) -> QuerySet[SignInAttempt]:
    """Attempts under sign-in names of the programme's people and under unknown names, without
    those of people of other programmes."""
    here, everybody = set(known_names(programme)), User.objects.values_list("username", flat=True)
    elsewhere = {normalized_name(username) for username in everybody} - here
    return SignInAttempt.objects.exclude(name__in=elsewhere).order_by("-at", "-pk")


def known_names(programme: Programme) -> dict[str, str]:
    """The labels of the programme's people by the normalized name of an attempt."""
    people = people_of(programme).values_list("username", "name")
    return {normalized_name(username): f"{name} ({username})" for username, name in people}


def normalized_name(username: str) -> str:
    """The sign-in name as stored in an attempt."""
    return normalized(username)[:60]


def masked_name(name: str) -> str:
    """Masks an unknown name, which may be a password typed into the wrong field."""
    return f"{name[:1] if len(name) > 3 else ''}***"
