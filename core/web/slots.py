"""What each request fills into a page that is kept ready: the token of its forms, and an id for
each. Their slots bear names that nobody can guess, so that no text holds one."""

from secrets import token_hex
from uuid import uuid4

from django.utils.safestring import SafeString, mark_safe

TOKEN, SUBMISSION = token_hex(20), token_hex(20)
# What a template that draws such a page is told instead.
SLOTS = {"csrf_token": TOKEN, "submission_slot": SUBMISSION}


def filled(kept: str, token: str) -> SafeString:
    """The page for one request: its own token, and an id of its own in each form."""
    first, *others = kept.replace(TOKEN, token).split(SUBMISSION)
    return mark_safe(first + "".join(f"{uuid4()}{other}" for other in others))  # noqa: S308 drawn by templates
