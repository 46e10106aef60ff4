"""Lists as of an earlier day."""

from typing import Any


class KnownRows:
    """Counts the rows that are not known on an earlier day, which the list leaves out."""

    request: Any
    model: Any
    visible: Any

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(unknown_count=self._unknown(), **kwargs)  # type: ignore[misc]

    def _unknown(self) -> int:
        if self.request.day >= self.request.programme.today():
            return 0
        rows = self.visible(self.model)
        return rows.exclude(pk__in=rows.known(on=self.request.day).values("pk")).count()
