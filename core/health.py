"""`/healthz`: whether the database and the queue are well, for machines that watch."""

from datetime import timedelta

from django.db import DatabaseError, InterfaceError, connection, transaction
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

# A worker writes its heartbeat every 30 seconds; four missed ones are an outage.
SILENCE = timedelta(minutes=2)


@transaction.non_atomic_requests
@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """JSON {"ok", "database", "queue"}; 503 when either part is not well. Needs no sign-in."""
    database = is_database_available()
    queue = database and is_queue_available()
    well = database and queue
    answer = {"ok": well, "database": database, "queue": queue}
    return JsonResponse(answer, status=200 if well else 503)


def is_database_available() -> bool:
    """Whether the database answers at all."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return True
    except (DatabaseError, InterfaceError):
        # A lost server leaves a broken connection behind; the next look opens a new one.
        connection.close()
        return False


def is_queue_available() -> bool:
    """Whether a worker has carried out a heartbeat task lately."""
    from core.models import Heartbeat

    try:
        return Heartbeat.objects.filter(at__gt=timezone.now() - SILENCE).exists()
    except DatabaseError:
        return False
