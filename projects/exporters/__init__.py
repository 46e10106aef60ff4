from projects.exporters.ledger import LedgerExporter
from projects.exporters.monthly import MonthsExporter, StatisticsExporter

__all__ = ["LedgerExporter", "MonthsExporter", "StatisticsExporter"]
