"""`manage.py import_projects FILE --programme CODE [--dry-run]`."""

from programmes.commands import ImportCommand
from projects.importers import LedgerImporter


class Command(ImportCommand):
    help = "Import the month's ledger of projects."
    importer = LedgerImporter
