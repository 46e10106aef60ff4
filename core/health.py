"""`/healthz`: the state of database and queue, for monitoring."""

from datetime import timedelta

from django.db import DatabaseError, InterfaceError, connection, transaction
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

# A worker writes its heartbeat every 30 seconds; four missed ones are an outage.
HEARTBEAT_TIMEOUT = timedelta(minutes=2)


@transaction.non_atomic_requests
@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """JSON {"ok", "database", "queue"}; status 503 if either is unavailable. Needs no sign-in."""
    database = is_database_available()
    queue = database and is_queue_available()
    is_healthy = database and queue
    answer = {"ok": is_healthy, "database": database, "queue": queue}
    return JsonResponse(answer, status=200 if is_healthy else 503)


def is_database_available() -> bool:
    """Whether the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return True
    except (DatabaseError, InterfaceError):
        # Discards the broken connection; the next check opens a new one.
        connection.close()
        return False


def is_queue_available() -> bool:
    """Whether a worker has run a heartbeat task recently."""
    from core.models import Heartbeat

    try:
        return Heartbeat.objects.filter(at__gt=timezone.now() - HEARTBEAT_TIMEOUT).exists()
    except DatabaseError:
        return False
