"""Files handed out: never opened in the browser, and never without the record saying so."""

import hashlib
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from core.audit.services import record_event
from core.choices import EventKind


def download(request: Any, data: bytes, *, name: str, content_type: str) -> HttpResponse:
    """The file as it is, to be saved under ``name``; that the person took it is recorded."""
    sha256 = hashlib.sha256(data).hexdigest()
    record_event(EventKind.DOWNLOAD, programme=request.programme, about=name, sha256=sha256)
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
