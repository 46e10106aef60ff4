from projects.importers.ledger import LedgerImporter
from projects.importers.months import MonthsImporter

__all__ = ["LedgerImporter", "MonthsImporter"]
