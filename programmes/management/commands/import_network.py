"""`manage.py import_network FILE --programme CODE [--dry-run]`."""

from programmes.commands import ImportCommand
from programmes.importers import NetworkImporter


class Command(ImportCommand):
    help = "Import the units of the network and of the county."
    importer = NetworkImporter
