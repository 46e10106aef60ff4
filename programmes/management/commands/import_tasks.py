"""`manage.py import_tasks FILE --programme CODE [--dry-run]`."""

from programmes.commands import ImportCommand
from programmes.importers import TaskImporter


class Command(ImportCommand):
    help = "Import the task lists of a year."
    importer = TaskImporter
