"""Idempotent form submissions: a repeated one (double click, lost response) is not processed again
but gets the stored response. Responses are stored for a week."""

import hashlib
import json
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from core.models import Submission

RETENTION = timedelta(days=7)
# Fields that differ between repetitions or do not affect the result.
EXCLUDED_FIELDS = {"csrfmiddlewaretoken", "submission_id", "_programme"}


def begin(request: Any) -> Submission | None:
    """The new submission of the request (without an answer) or the one that it repeats; None
    without a valid id, and for a path that no page has. Waits for a concurrent request with the
    same id."""
    if "\0" in request.path:
        return None
    try:
        key = UUID(request.POST.get("submission_id", ""))
    except ValueError:
        return None
    defaults = {
        "user": request.user,
        "path": normalized_path(request),
        "content": content_hash(request),
    }
    rows = Submission.objects.select_for_update()
    return rows.get_or_create(pk=key, defaults=defaults)[0]


def is_same_sender(submission: Submission, request: Any) -> bool:
    """Whether the same user sent it to the same page."""
    return (submission.user_id, submission.path) == (request.user.pk, normalized_path(request))


def normalized_path(request: Any) -> str:
    """Without leading zeros of numbers."""
    return re.sub(r"/0+(?=\d+(?:/|$))", "/", request.path)[:300]


def is_same_request(submission: Submission, request: Any) -> bool:
    return is_same_sender(submission, request) and submission.content == content_hash(request)


def store_answer(submission: Submission | None, answer: dict[str, Any] | None) -> None:
    """Stores the answer; deletes a submission without one."""
    if submission and answer is None:
        submission.delete()
    elif submission:
        submission.answer = answer
        submission.save(update_fields=["answer", "content"])


def delete_expired() -> int:
    """Deletes old submissions and returns their number."""
    return Submission.objects.filter(at__lt=timezone.now() - RETENTION).delete()[0]


def content_hash(request: Any) -> str:
    """The hash of programme, fields and files."""
    fields = sorted(
        (name, request.POST.getlist(name)) for name in request.POST.keys() - EXCLUDED_FIELDS
    )
    files = sorted((name, file.name, _file_hash(file)) for name, file in request.FILES.items())
    programme = getattr(request.programme, "pk", None)
    return hashlib.sha256(json.dumps([programme, fields, files]).encode()).hexdigest()


def _file_hash(file: Any) -> str:
    digest = hashlib.file_digest(file, "sha256")
    file.seek(0)
    return digest.hexdigest()
