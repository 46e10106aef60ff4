from programmes.importers.base import Catalogue, ProgrammeImporter
from programmes.importers.needs import NeedImporter
from programmes.importers.network import NetworkImporter
from programmes.importers.tasks import TaskImporter

IMPORTERS = (NetworkImporter, TaskImporter, NeedImporter)

__all__ = [
    "IMPORTERS",
    "Catalogue",
    "NeedImporter",
    "NetworkImporter",
    "ProgrammeImporter",
    "TaskImporter",
]
