"""`manage.py import_tasks FILE --programme CODE [--dry-run]`."""

from programmes.importers import TaskImporter
from programmes.management.base import ImportCommand


class Command(ImportCommand):
    help = "Import the task lists of a year."
    importer = TaskImporter
