from projects.importers.ledger import LedgerImporter
from projects.importers.months import MonthsImporter
from projects.importers.statistics import StatisticsImporter

IMPORTERS = (LedgerImporter, MonthsImporter, StatisticsImporter)

__all__ = ["IMPORTERS", "LedgerImporter", "MonthsImporter", "StatisticsImporter"]
