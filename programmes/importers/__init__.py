from programmes.importers.base import Catalogue, ProgrammeImporter
from programmes.importers.feedback import FeedbackSheetImporter
from programmes.importers.needs import NeedImporter
from programmes.importers.network import NetworkImporter
from programmes.importers.tasks import TaskImporter

__all__ = [
    "Catalogue",
    "FeedbackSheetImporter",
    "NeedImporter",
    "NetworkImporter",
    "ProgrammeImporter",
    "TaskImporter",
]
