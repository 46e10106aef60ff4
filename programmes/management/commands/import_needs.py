"""`manage.py import_needs FILE --programme CODE [--dry-run]`."""

from programmes.importers import NeedImporter
from programmes.management.base import ImportCommand


class Command(ImportCommand):
    help = "Import the townships' needs."
    importer = NeedImporter
