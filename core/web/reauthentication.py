"""Reauthentication by password before sensitive actions; its time is stored in the session."""

from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

SESSION_KEY = "reauthenticated_at"
VALIDITY = timedelta(minutes=10)


def mark_reauthenticated(session) -> None:
    """Call after the user has entered the password."""
    session[SESSION_KEY] = timezone.now().timestamp()


def is_reauthenticated(session) -> bool:
    age = timezone.now().timestamp() - session.get(SESSION_KEY, 0)
    return 0 <= age < VALIDITY.total_seconds()


def redirect_to_reauthentication(request, page: str) -> HttpResponseRedirect:
    """Redirects to the password page, and from there to ``page``. A POST is not repeated: the user
    presses the button again."""
    if request.method == "POST":
        words = _("Nothing has been done yet: confirm, then press the button again.")
        messages.warning(request, words)
    return HttpResponseRedirect(f"{settings.CONFIRM_URL}?{urlencode({'next': page})}")
