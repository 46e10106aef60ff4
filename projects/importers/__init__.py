from projects.importers.ledger import LedgerImporter
from projects.importers.months import MonthsImporter
from projects.importers.statistics import StatisticsImporter

__all__ = ["LedgerImporter", "MonthsImporter", "StatisticsImporter"]
