"""`manage.py import_months FILE --programme CODE [--dry-run]`."""

from programmes.management.base import ImportCommand
from projects.importers import MonthsImporter


class Command(ImportCommand):
    help = "Import the investment of a year by months."
    importer = MonthsImporter
