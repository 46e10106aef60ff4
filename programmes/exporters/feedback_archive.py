"""The feedback sheets of all units in one archive, with the letters to helpers."""

from collections.abc import Iterable
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from programmes.exporters.feedback_book import file_name, write_book
from programmes.exporters.feedback_letter import letter_name, write_letter
from programmes.models import FeedbackSheet


def write_archive(file: BinaryIO, sheets: Iterable[FeedbackSheet]) -> None:
    """One file after the other: no more than one is in memory."""
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for sheet in sheets:
            archive.writestr(file_name(sheet), write_book(sheet))
            if sheet.is_for_helper:
                archive.writestr(letter_name(sheet), write_letter(sheet))
