"""`manage.py import_projects FILE --programme CODE [--dry-run]`."""

from programmes.management.base import ImportCommand
from projects.importers import LedgerImporter


class Command(ImportCommand):
    help = "Import the month's ledger of projects."
    importer = LedgerImporter
