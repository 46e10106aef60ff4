"""Adding and removing attachments."""

import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from core.attachments import files
from core.attachments.models import Attachment
from core.attachments.types import IMAGES
from core.attachments.validators import validate_upload
from core.records import create_record, delete_record, lock_record

MAX_FILES = 100  # per record
log = logging.getLogger(__name__)


def attach(model: type[Attachment], record: Any, upload: Any, *, by: Any) -> Any:
    """Raises ValidationError for a file that is not allowed or cannot be stored. After an error no
    file remains."""
    if model.objects.filter(**{model.record_name: record}).count() >= MAX_FILES:
        raise ValidationError(_("%(number)s files are attached already.") % {"number": MAX_FILES})
    found = validate_upload(upload)
    stored: list[str] = []
    try:
        stored += [files.store(found.served)]
        if found.kind in IMAGES:
            stored += [files.store(found.sent)]
        row = create_record(
            model,
            by=by,
            name=found.name,
            content_type=found.kind,
            size=len(found.served),
            stored=stored[0],
            sha256=files.sha256_of(found.served),
            original="".join(stored[1:]),
            sent_sha256=files.sha256_of(found.sent),
            **{model.record_name: record},
        )
        connection.check_constraints()
    except OSError as error:
        log.exception("An attachment cannot be stored")
        files.discard(*stored)
        text = _("The server cannot store the file now. Tell the system administrator.")
        raise ValidationError(text) from error
    except BaseException:
        files.discard(*stored)
        raise
    return row


@transaction.atomic
def remove(attachment: Attachment, *, by: Any, version: int) -> None:
    """Deletes row and files. Only the author may: raises ValidationError for others, and where the
    record keeps the file, which is locked until it is decided; and StaleRecord."""
    if attachment.created_by_id != by.pk:
        raise ValidationError(_("Only who attached the file can remove it."))
    _lock_record_of(attachment)
    if words := attachment.why_kept():
        raise ValidationError(words)
    delete_record(attachment, version=version, references=())


def _lock_record_of(attachment: Any) -> None:
    """Reads it anew: it may keep the file by now. Raises StaleRecord where it is deleted."""
    name = attachment.record_name
    rows = attachment.record_model()._default_manager
    setattr(attachment, name, lock_record(rows, getattr(attachment, f"{name}_id")))
