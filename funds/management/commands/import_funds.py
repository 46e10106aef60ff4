"""`manage.py import_funds FILE --programme CODE [--dry-run]`."""

from programmes.commands import ImportCommand
from funds.importers import FundImporter


class Command(ImportCommand):
    help = "Import the snapshot of fund lines at the end of a month."
    importer = FundImporter
