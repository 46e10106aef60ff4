"""`manage.py import_statistics FILE --programme CODE [--dry-run]`."""

from programmes.management.base import ImportCommand
from projects.importers import StatisticsImporter


class Command(ImportCommand):
    help = "Import the month's sheet of the statistics bureau (入统投资)."
    importer = StatisticsImporter
