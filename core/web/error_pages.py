"""The handler of server errors."""

import sys

from django.db import IntegrityError, InterfaceError, OperationalError, connection
from django.http import HttpResponse
from django.template import loader
from django.utils.translation import gettext_lazy

# SQLSTATEs of concurrent writes: duplicate key, missing reference, overlapping ranges.
CONFLICT_CODES = ("23505", "23503", "23P01")
CONFLICT_MESSAGE = gettext_lazy(
    "Somebody else saved the same, or removed what is chosen here, at this very moment. Look at "
    "what stands there now, then save again."
)


def is_conflict(error: BaseException | None) -> bool:
    """Whether the database refused a write because of a concurrent one."""
    if not isinstance(error, IntegrityError):
        return False
    return getattr(error.__cause__, "pgcode", "") in CONFLICT_CODES


def server_error(request) -> HttpResponse:
    """500; 503 with Retry-After where the database does not answer; 409 where it refused the
    request's transaction at its end because of a concurrent write."""
    error = sys.exc_info()[1]
    if is_conflict(error):
        words = {"exception": CONFLICT_MESSAGE}
        return HttpResponse(loader.get_template("400.html").render(words), status=409)
    is_outage = isinstance(error, OperationalError | InterfaceError)
    if is_outage:
        connection.close()
    page = loader.get_template("503.html" if is_outage else "500.html")
    response = HttpResponse(page.render(), status=503 if is_outage else 500)
    if is_outage:
        response.headers["Retry-After"] = "10"
    return response
