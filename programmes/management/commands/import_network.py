"""`manage.py import_network FILE --programme CODE [--dry-run]`."""

from programmes.importers import NetworkImporter
from programmes.management.base import ImportCommand


class Command(ImportCommand):
    help = "Import the units of the network and of the county."
    importer = NetworkImporter
