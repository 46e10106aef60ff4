"""The newest part of a record's history on its own page, for whoever may read it."""

from typing import Any

from core.audit.entries import group_entries
from core.audit.search import changes_of, order_rows
from core.web.pages import PageMixin
from programmes.models import AuditEntry

SHOWN, READ = 5, 60


class HistoryMixin(PageMixin):
    """``object`` is the record; a page with another one, or at times none, overrides
    ``history_object``."""

    object: Any

    def history_object(self) -> Any:
        return self.object

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        record = self.history_object() if self.may("programmes.read_history") else None
        if record is not None:
            table, key = record._meta.db_table, str(record.pk)
            rows = self.visible(AuditEntry).filter(changes_of([(table, key)]))
            rows = order_rows(rows, few=True)[:READ]
            entries = group_entries(list(rows), places=self.request.programme.decimals)
            context["history"] = {"entries": entries[:SHOWN], "table": table, "key": key}
        return context
