"""Somebody who signs in, and what that costs."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher

from accounts.models import User
from tests.making import PASSWORD, unit


@pytest.fixture
def person(db) -> User:
    return User.objects.create_user("wangli", name="王丽", unit=unit("交通局"), password=PASSWORD)


@pytest.fixture
def hashed(monkeypatch) -> list[str]:
    """The passwords that were hashed: what takes the time of a sign-in."""
    seen: list[str] = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher,
        "encode",
        lambda self, password, salt: [seen.append(password), encode(self, password, salt)][1],
    )
    return seen
