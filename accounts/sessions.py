"""Sessions as rows that know whose they are, so that they can be listed and ended."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends import db
from django.utils import timezone

from accounts.models import Session
from core.web.client_address import client_address
from core.web.reauthentication import prove

# How often a session in use says so; its idle time is exact to this.
TOUCH = timedelta(minutes=1)


class SessionStore(db.SessionStore):
    """What the row of a session says of itself beside its data is taken from the data."""

    @classmethod
    def get_model_class(cls):
        return Session

    def create_model_instance(self, data):
        row: Any = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)
        row.address = data.get("address", "")
        row.agent = data.get("agent", "")
        row.begun_at = moment(data.get("begun"))
        row.seen_at = moment(data.get("seen"))
        return row


def moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def begin(sender, request, user, **kwargs) -> None:
    """Somebody signed in: their time begins to run."""
    request.session["begun"] = timezone.now().timestamp()
    request.session["agent"] = request.META.get("HTTP_USER_AGENT", "")[:300]
    # Nobody is asked again for what they have just typed.
    prove(request.session)
    touch(request)


def touch(request) -> None:
    """The session is in use: it lives for another idle time, and its row says from where."""
    now = timezone.now().timestamp()
    if now - request.session.get("seen", 0) >= TOUCH.total_seconds():
        request.session["seen"] = now
        request.session["address"] = client_address(request)


def is_over(session) -> bool:
    """Whether the session is older than any may grow, however busy."""
    oldest = timezone.now() - timedelta(hours=settings.SESSION_HOURS)
    return session.get("begun", 0) <= oldest.timestamp()


user_logged_in.connect(begin, dispatch_uid="accounts.sessions.begin")
