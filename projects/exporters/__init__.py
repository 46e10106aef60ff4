from projects.exporters.ledger import LedgerExporter
from projects.exporters.monthly import MonthsExporter, StatisticsExporter

EXPORTERS = (LedgerExporter, MonthsExporter, StatisticsExporter)

__all__ = ["EXPORTERS", "LedgerExporter", "MonthsExporter", "StatisticsExporter"]
