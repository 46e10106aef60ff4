"""Attaching a file, and taking it away."""

import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.attachments import files
from core.attachments.models import Attachment
from core.attachments.types import IMAGES
from core.attachments.validators import validate_upload
from core.records import create_once, require_version

MOST = 100  # files of one record
log = logging.getLogger(__name__)


def attach(model: type[Attachment], record: Any, upload: Any, *, by: Any, submission_id) -> Any:
    """The new row, or the one that this submission made before.

    Raises ValidationError for a file that may not be attached or cannot be stored, and
    SubmissionMismatch. Without a row no file is left.
    """
    if model.objects.filter(**{model.record_name: record}).count() >= MOST:
        raise ValidationError(_("%(number)s files are attached already.") % {"number": MOST})
    found = validate_upload(upload)
    kept: list[str] = []
    try:
        kept += [files.store(found.served)]
        if found.kind in IMAGES:
            kept += [files.store(found.sent)]
        row, created = create_once(
            model,
            submission_id=submission_id,
            by=by,
            defaults={
                "stored": kept[0],
                "original": "".join(kept[1:]),
                "sha256": files.sha256_of(found.served),
                "size": len(found.served),
                "content_type": found.kind,
            },
            name=found.name,
            sent_sha256=files.sha256_of(found.sent),
            **{model.record_name: record},
        )
    except OSError as error:
        log.exception("An attachment cannot be stored")
        files.discard(*kept)
        text = _("The server cannot store the file now. Tell the system administrator.")
        raise ValidationError(text) from error
    except BaseException:
        files.discard(*kept)
        raise
    if not created:
        files.discard(*kept)
    return row


@transaction.atomic
def remove(attachment: Attachment, *, by: Any, version: int | None = None) -> None:
    """Row and files, for good: what should never have been uploaded is not kept. Its author
    alone may; raises ValidationError for others, and StaleRecord."""
    require_version(attachment, version)
    if attachment.created_by_id != by.pk:
        raise ValidationError(_("Only who attached the file can remove it."))
    attachment.delete()
