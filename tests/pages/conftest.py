"""A browser's session of each of the cast."""

import pytest
from django.test import Client


@pytest.fixture
def as_(cast):
    """``as_("clerk")``: a client signed in as that person of the cast."""

    def sign_in(who: str) -> Client:
        client = Client()
        client.force_login(getattr(cast, who))
        return client

    return sign_in
