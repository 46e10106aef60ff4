from core.importing.importer import Importer
from projects.importers.ledger import LedgerImporter
from projects.importers.months import MonthsImporter
from projects.importers.statistics import StatisticsImporter

# The kinds of workbook that a browser takes, by the importer's name.
IMPORTERS: dict[str, type[Importer]] = {
    importer.name: importer for importer in (LedgerImporter, MonthsImporter, StatisticsImporter)
}

__all__ = ["IMPORTERS", "LedgerImporter", "MonthsImporter", "StatisticsImporter"]
