"""Context of every page of a signed-in person: when the session ends."""

from typing import Any

from django.conf import settings

from accounts import sessions


def session_times(request: Any) -> dict[str, Any]:
    """``session_idle`` and ``session_left`` in seconds: without use, and in any case."""
    user = getattr(request, "user", None)  # None where the host of the request is refused
    if user is None or not user.is_authenticated:
        return {}
    return {
        "session_idle": sessions.idle_seconds(),
        "session_left": sessions.seconds_left(request.session),
        "session_hours": settings.SESSION_HOURS,
    }
