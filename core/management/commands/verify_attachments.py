"""`manage.py verify_attachments`: exit code 1 where an attached file is missing or changed."""

import sys
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand

from core.attachments import files
from core.attachments.models import Attachment


class Command(BaseCommand):
    help = "Compare every attached file with the sum kept of it."

    def handle(self, *args: Any, **options: Any) -> None:
        rows = list(attachments())
        bad = [sentence for row in rows if (sentence := complaint(row))]
        known = {name for row in rows for name in row.stored_files()}
        for sentence in bad:
            self.stderr.write(sentence)
        self.stdout.write(
            f"{len(rows)} attachments, {len(bad)} missing or changed;"
            f" {len(stored() - known)} files of no row 附件核验完成"
        )
        if bad:
            sys.exit(1)


def attachments() -> Iterator[Attachment]:
    for model in apps.get_models():
        if issubclass(model, Attachment):
            yield from model._default_manager.order_by("pk").iterator()


def complaint(row: Attachment) -> str:
    """What is wrong with the files of a row; empty where all is well."""
    for name, total in row.stored_files().items():
        try:
            files.read(name, total)
        except files.DamagedFile:
            what = "changed" if files.path_of(name).is_file() else "missing"
            return f"{row._meta.label} {row.pk} “{row.name}”: {files.path_of(name)} is {what}"
    return ""


def stored() -> set[str]:
    folder = files.path_of("")
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()
