"""What a ledger brought or changed of findings: each is an event of the finding, dated by the
sheet."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.actors import current
from supervision.choices import FindingEventKind
from supervision.models import Finding, FindingEvent

Standing = tuple[str, date | None]  # state, and day to rectify by


def standing_of(finding: Finding) -> Standing:
    return finding.state, finding.due_on


class ImportEvents:
    """They have no author: they are no act of a person, which a later import would leave as it
    is."""

    def __init__(self, importer: Any):
        self.importer = importer

    def note(self, finding: Finding, before: Standing | None) -> None:
        """Puts the event into the batch where the finding is new (``before`` is None), or has
        another state or day by the sheet."""
        after = standing_of(finding)
        if before == after:
            return
        event = self.importer.new(FindingEvent, finding=finding, kind=FindingEventKind.IMPORTED)
        self.importer.batch.put(event, self._values(before or after, after))

    def _values(self, before: Standing, after: Standing) -> dict[str, Any]:
        (state, due), (new_state, new_due) = before, after
        moved = {"due_before": due, "due_after": new_due} if due != new_due else {}
        # The kind of the event is that of imports: the reason names the file alone.
        reason = current().reason.removeprefix(_("import: %(name)s") % {"name": ""})
        states = {"state_before": state, "state_after": new_state}
        return {"on": self.importer.state_day, "reason": reason[:500], **states, **moved}
