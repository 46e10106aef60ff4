"""A form that is sent twice (a double click, a lost answer) does its work once, and the second
sending is answered as the first. What each form was answered is kept for a week."""

import hashlib
import json
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from core.models import Submission

KEPT = timedelta(days=7)
# They differ from sending to sending, or say nothing of what is to be done.
ASIDE = {"csrfmiddlewaretoken", "submission_id", "_programme"}


def begin(request: Any) -> Submission | None:
    """The sending that the request begins (without an answer) or repeats; None where it carries
    no id that can be read. While another sends the same at this moment, it is waited for."""
    try:
        key = UUID(request.POST.get("submission_id", ""))
    except ValueError:
        return None
    said = {
        "user": request.user,
        "path": normalized_path(request),
        "content": content_hash(request),
    }
    return Submission.objects.get_or_create(pk=key, defaults=said)[0]


def is_same_sender(sending: Submission, request: Any) -> bool:
    """Whether the same person sent it to the same page."""
    return (sending.user_id, sending.path) == (request.user.pk, normalized_path(request))


def normalized_path(request: Any) -> str:
    """A longer one has nought before its numbers: it is the same page."""
    return re.sub(r"/0+(?=\d)", "/", request.path)[:300]


def is_same_request(sending: Submission, request: Any) -> bool:
    return is_same_sender(sending, request) and sending.content == content_hash(request)


def store_answer(sending: Submission | None, answer: dict[str, Any] | None) -> None:
    """Keep the answer; a sending that has none to repeat is forgotten."""
    if sending and answer is None:
        sending.delete()
    elif sending:
        sending.answer = answer
        sending.save(update_fields=["answer"])


def delete_expired() -> int:
    """Nobody sends a form again after a week; says how many were cleared."""
    return Submission.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]


def content_hash(request: Any) -> str:
    """The sum of all that the form says: its programme, its fields, its files."""
    fields = sorted((name, request.POST.getlist(name)) for name in request.POST.keys() - ASIDE)
    files = sorted((name, file.name, _sum_of(file)) for name, file in request.FILES.items())
    programme = getattr(request.programme, "pk", None)
    return hashlib.sha256(json.dumps([programme, fields, files]).encode()).hexdigest()


def _sum_of(file: Any) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
