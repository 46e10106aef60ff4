"""Session storage with the owner in each row, so that sessions can be listed and ended."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError
from django.utils import timezone

from accounts.models import Session
from core.web.client_address import client_address
from core.web.reauthentication import mark_reauthenticated

# Precision of the idle time: how often a session in use is written.
TOUCH_INTERVAL = timedelta(minutes=1)


class SessionStore(db.SessionStore):
    """Copies user, address, agent and times from the session's data into columns of the row."""

    @classmethod
    def get_model_class(cls):
        return Session

    def save(self, must_create=False):
        """Raises OperationalError in an outage: Django takes it for a session that was ended
        meanwhile (UpdateError), which would be answered as a bad request."""
        try:
            super().save(must_create)
        except UpdateError as error:
            if isinstance(error.__context__, OperationalError):
                raise error.__context__ from None
            raise

    def create_model_instance(self, data):
        row: Any = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)
        row.address = data.get("address", "")
        row.agent = data.get("agent", "")
        row.begun_at = to_datetime(data.get("begun"))
        row.seen_at = to_datetime(data.get("seen"))
        return row


def to_datetime(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def start_session(sender, request, user, **kwargs) -> None:
    """Receiver of ``user_logged_in``: stores the start, the browser and the address."""
    request.session["begun"] = timezone.now().timestamp()
    request.session["agent"] = request.META.get("HTTP_USER_AGENT", "")[:300]
    # The password was just given.
    mark_reauthenticated(request.session)
    touch(request)


def touch(request) -> None:
    """Marks the session as in use, which renews its idle time, and stores the address."""
    now = timezone.now().timestamp()
    if now - request.session.get("seen", 0) >= TOUCH_INTERVAL.total_seconds():
        request.session["seen"] = now
        request.session["address"] = client_address(request)


def seconds_left(session) -> int:
    """Until the session is ``SESSION_HOURS`` old, in use or not."""
    age = timezone.now().timestamp() - session.get("begun", 0)
    return int(timedelta(hours=settings.SESSION_HOURS).total_seconds() - age)


def idle_seconds() -> int:
    """Without use until the session ends; a use within the minute before may not be stored."""
    return settings.SESSION_COOKIE_AGE - int(TOUCH_INTERVAL.total_seconds())


def is_expired(session) -> bool:
    return seconds_left(session) <= 0


user_logged_in.connect(start_session, dispatch_uid="accounts.sessions.begin")
