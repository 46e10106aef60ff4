"""`manage.py import_funds FILE --programme CODE [--dry-run]`."""

from funds.importers import FundImporter
from programmes.management.base import ImportCommand


class Command(ImportCommand):
    help = "Import the snapshot of fund lines at the end of a month."
    importer = FundImporter
