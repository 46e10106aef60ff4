"""`manage.py import_needs FILE --programme CODE [--dry-run]`."""

from programmes.commands import ImportCommand
from programmes.importers import NeedImporter


class Command(ImportCommand):
    help = "Import the townships' needs."
    importer = NeedImporter
