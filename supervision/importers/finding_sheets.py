"""The findings of feedback sheets that came back: each row is stored as the unit's report on the
rectification or its request for the verification, entered on its behalf by the task force."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.importing import cells
from core.importing.columns import Column
from core.importing.rows import Change, Row
from core.importing.words import plain
from programmes.importers.returned import ReturnedSheetImporter, messages_of
from programmes.models import FeedbackSheet
from supervision.choices import TO_RECTIFY, FindingRequestKind
from supervision.models import Finding, FindingEvent, FindingRequest, RectificationReport
from supervision.services.finding_events import report_rectification
from supervision.services.finding_notices import resolve_request
from supervision.services.finding_requests import request_of_finding

FINDING = "finding"  # the kind of the code
LONGEST = 500  # characters of what is reported


@dataclass(frozen=True)
class SentFinding:
    """A row with its sheet and finding."""

    sheet: FeedbackSheet
    finding: Finding

    @property
    def refusal(self) -> str:
        """Why what was filled in is not stored; else empty."""
        if self.finding.unit_id != self.sheet.unit_id:
            words = _("%(unit)s is not responsible for this finding any more: not imported.")
            return words % {"unit": self.sheet.unit}
        if self.finding.merged_into_id:
            return _("This finding is merged into another: not imported.")
        if self.finding.state not in TO_RECTIFY:
            words = _("The finding is in the state “%(state)s”: not imported.")
            return words % {"state": self.finding.get_state_display()}
        return ""


class FindingSheetImporter(ReturnedSheetImporter):
    name = "finding_sheets"
    label = gettext_lazy("Findings of returned feedback sheets")
    permission = "supervision.manage_findings"
    kind = FINDING
    locked = ("number", "text", "day")
    identity = ("number", "text")
    shown_first = ("report", "closing")
    columns = (
        Column("code", "识别码", "识别码", cells.text(200), required=True, is_technical=True),
        Column("number", "问题编号", "问题编号", cells.text(40), required=True),
        Column("text", "问题内容", "问题内容", cells.text(500), required=True),
        Column("day", "整改时限", "整改时限", cells.text(40), is_technical=True),
        Column("before", "上次整改情况", "上次整改情况", cells.text(500), is_technical=True),
        Column("report", "整改情况", "整改情况", cells.text(LONGEST), required=True),
        Column("closing", "申请销号", "申请销号", cells.yes_or_no, single=True),
    )

    def prepare(self) -> None:
        super().prepare()
        self.batch.set_order(RectificationReport, FindingRequest, FindingEvent)
        self.sent: dict[int, SentFinding] = {}

    @cached_property
    def findings(self) -> dict[int, Finding]:
        rows = Finding.objects.of(self.programme).select_related("unit", "programme")
        return {one.pk: one for one in rows}

    def has_reports(self, sheet: FeedbackSheet) -> bool:
        given = {"finding__programme": self.programme, "unit": sheet.unit, "on_behalf": True}
        reports = RectificationReport.objects.filter(**given, on__gte=sheet.sent_on)
        requests = FindingRequest.objects.filter(**given, asked_on__gte=sheet.sent_on)
        return reports.exists() or requests.exists()

    def check(self, row: Row) -> None:
        code = self.code_of(row)
        if code is None:
            return
        sheet, finding = self.sheets[code.sheet], self.findings.get(code.record)
        if finding is None:
            row.fail("code", _("The finding of this row does not exist any more: delete the row."))
        elif row["closing"] and not row["report"]:
            row.fail("report", _("A request for the verification needs what was rectified."))
        else:
            if self.is_changed(row, code):
                words = _("Locked cells of this row were changed; the change is not taken over.")
                row.warn("text", words)
            self.sent[id(row)] = SentFinding(sheet, finding)

    def save(self, row: Row) -> None:
        sent = self.sent[id(row)]
        self.mark_returned(sent.sheet)
        if not row["report"] or self._is_stored(row, sent):
            return
        if sent.refusal:
            row.keep("report", sent.refusal)
        elif self._is_current(row, sent.finding):
            self._store(row, sent)

    def _is_stored(self, row: Row, sent: SentFinding) -> bool:
        """Whether the words of the row were stored since its sheet came back. A request that was
        refused or withdrawn is made again."""
        sheet, finding = sent.sheet, sent.finding
        since, made = sheet.returned_on, {"created_at__gt": sheet.created_at}
        given: dict[str, Any] = {"unit": sheet.unit, "text": row["report"], **made}
        if row["closing"]:
            given |= {"kind": FindingRequestKind.CLOSING, "asked_on__gte": since}
            return finding.requests.not_ended().filter(**given).exists()
        return finding.reports.filter(**given, on__gte=since).exists()

    def _is_current(self, row: Row, finding: Finding) -> bool:
        """Whether nothing else was reported since the sheet was made, or the sheet was chosen."""
        stored = finding.situation
        if not stored or plain(stored) in (plain(row["before"] or ""), plain(row["report"])):
            return True
        if row.replaces("report", stored):
            return True
        self.result.skipped += 1
        return False

    def _store(self, row: Row, sent: SentFinding) -> None:
        finding = sent.finding
        before, last = copy(finding), _last_event(finding)
        given: dict[str, Any] = {"version": finding.version, "text": row["report"]}
        given |= {"by": self.by, "on": self.programme.today()}
        try:
            if row["closing"]:
                kind = FindingRequestKind.CLOSING
                self.batch.add_made(request_of_finding(finding=finding, kind=kind, **given))
            else:
                self.batch.add_made(report_rectification(finding, **given))
        except ValidationError as error:
            for _name, message in messages_of(error):
                row.fail("report", message)
            return
        row.is_changed = True
        row.changes.append(Change(self.title_of("report"), before.situation, row["report"]))
        for event in FindingEvent.objects.filter(finding=finding, pk__gt=last):
            self.batch.add_made(event)
        finding.refresh_from_db()
        if row["closing"]:
            states = before.get_state_display(), finding.get_state_display()
            row.changes.append(Change(self.title_of("closing"), *map(str, states)))
        self.batch.add_changed(before, finding)

    def delete_made(self, model: type, keys: Sequence[int]) -> None:
        if model is FindingRequest:
            for request in FindingRequest.objects.filter(pk__in=keys):
                resolve_request(request)
        super().delete_made(model, keys)


def _last_event(finding: Finding) -> int:
    return finding.events.order_by("-pk").values_list("pk", flat=True).first() or 0
