"""The handler of server errors."""

import sys

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpResponse
from django.template import loader


def server_error(request) -> HttpResponse:
    """500, or 503 with Retry-After where the database does not answer."""
    is_outage = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    if is_outage:
        connection.close()
    page = loader.get_template("503.html" if is_outage else "500.html")
    response = HttpResponse(page.render(), status=503 if is_outage else 500)
    if is_outage:
        response.headers["Retry-After"] = "10"
    return response
