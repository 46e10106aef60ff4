"""The page of one finding."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.attachments.views import AttachmentsMixin, Kind
from core.web.facts import Action
from core.web.links import list_address
from core.web.record_pages import RecordOfKind
from programmes.choices import RequestState
from programmes.views.history import HistoryMixin
from supervision.choices import FindingEventKind
from supervision.figures.findings import finding_day, finding_reason
from supervision.figures.origins import address_of, record_of, stored_key
from supervision.models import (
    Finding,
    FindingAttachment,
    FindingEvent,
    FindingRequest,
    Order,
    RectificationReport,
    SecondLook,
)
from supervision.services.finding_events import may_happen
from supervision.services.finding_requests import why_no_request
from supervision.services.second_looks import may_be_looked_at
from supervision.views.finding_requests import TITLES

# The fields that name other records, and their pages.
CONCERNS = {
    "project": "project",
    "task": "task",
    "fund_line": "fund_line",
    "need": "need",
    "merged_into": "finding",
}
ATTACHMENTS = Kind(FindingAttachment, "finding", "supervision.attach_to_finding")
CHANGES = (
    (FindingEventKind.CLOSED, gettext_lazy("Verify and close"), "close_finding"),
    (FindingEventKind.SENT_BACK, gettext_lazy("Send the rectification back"), "send_finding_back"),
    (FindingEventKind.DATE_SET, gettext_lazy("Set another day"), "set_finding_day"),
    (FindingEventKind.COLOUR_SET, gettext_lazy("Change the colour"), "set_finding_colour"),
    (FindingEventKind.REOPENED, gettext_lazy("Reopen the finding"), "reopen_finding"),
)

Step = tuple[Any, str, str]  # words, url name and address of what can be done


class FindingRecord(HistoryMixin, AttachmentsMixin, RecordOfKind):
    model = Finding
    attachments = ATTACHMENTS
    template_name = "supervision/finding.html"
    shows_present = True
    title_field = "text"
    facts = (
        "number",
        "source",
        "found_on",
        "supporting_units",
        "person",
        "measures",
        "closing_standard",
        "situation",
    )

    def get_queryset(self):
        day = self.request.programme.today()
        rows = super().get_queryset().as_of(day).with_ends(day).with_moves()
        return rows.with_light(self.rule_day).select_related("source", "unit")

    @cached_property
    def rule_day(self):
        return finding_day(self.request.programme, self.request.programme.today())

    def get_actions(self):
        return [*self._own_actions(), *super().get_actions()]

    def _own_actions(self) -> list[tuple[Action, str]]:
        found = [*self._steps_of_unit(), *self._steps_of_task_force()]
        return [(Action(words, name, ""), address) for words, name, address in found]

    def _steps_of_unit(self) -> Iterator[Step]:
        """A report, and the requests that are possible and do not wait already."""
        if self._may_report():
            yield self._step(_("Report on the rectification"), "report_on_finding")
        if not self.may("supervision.act_for_finding", self.object):
            return
        today = self.request.programme.today()
        waiting = set(self.object.requests.pending().values_list("kind", flat=True))
        for kind, words in TITLES.items():
            if kind not in waiting and not why_no_request(self.object, kind, today):
                yield self._step(words, "request_of_finding", kind.value)

    def _steps_of_task_force(self) -> Iterator[Step]:
        if not self.may("supervision.manage_findings"):
            return
        for kind, words, name in CHANGES:
            if may_happen(self.object, kind):
                yield self._step(words, name)
        if may_happen(self.object, FindingEventKind.COLOUR_SET):
            yield self._step(_("Merge into another"), "merge_finding")
            address = list_address("new_order", finding=self.object.pk)
            yield _("Draft an order"), "new_order", address
        if may_be_looked_at(self.object):
            yield self._step(_("Plan a second look"), "plan_second_look")

    def _step(self, words: Any, name: str, *more: str) -> Step:
        return words, name, reverse(name, args=[self.object.pk, *more])

    def _may_report(self) -> bool:
        is_open = may_happen(self.object, FindingEventKind.DATE_SET)
        return is_open and self.may("supervision.report_on_finding", self.object)

    def _concerns(self) -> list[tuple[Any, Any, str]]:
        """What it is about and merged into, of what the person sees: label, record, address."""
        found = []
        for name, page in CONCERNS.items():
            key = getattr(self.object, f"{name}_id")
            field: Any = Finding._meta.get_field(name)
            record = self.visible(field.related_model).filter(pk=key).first() if key else None
            if record:
                found.append((field.verbose_name, record, reverse(page, args=[key])))
        record = record_of(self.object.origin, self.request.user, self.request.programme)
        if record and stored_key(record):
            found.append((_("recorded from"), record, address_of(record)))
        return found

    def _sent_back(self) -> FindingEvent | None:
        """The event by which its rectification was sent back, where nothing followed."""
        last = self._of(FindingEvent).order_by("pk").last()
        return last if last and last.kind == FindingEventKind.SENT_BACK else None

    def _of(self, model: Any) -> Any:
        return self.visible(model).filter(finding=self.object)

    def get_context_data(self, **kwargs):
        requests = self._of(FindingRequest).select_related("unit", "created_by", "decided_by")
        pending = [
            (
                one,
                self.may("supervision.withdraw_request", one),
                self.may("supervision.decide_request", one),
            )
            for one in requests.pending().select_related("programme", "finding")
        ]
        return super().get_context_data(
            reason=finding_reason(self.object, self.rule_day),
            unknown_years=self.rule_day.unknown_years,
            concerns=self._concerns(),
            sent_back=self._sent_back(),
            events=self._of(FindingEvent).select_related("unit", "created_by", "request"),
            reports=self._of(RectificationReport).select_related("unit", "created_by"),
            looks=self._of(SecondLook),
            pending=pending,
            decided=requests.filter(events=None).exclude(state=RequestState.PENDING),
            orders=self.visible(Order).filter(findings=self.object),
            merged=self.visible(Finding).filter(merged_into=self.object).select_related("source"),
            may_manage=self.may("supervision.manage_findings"),
            **kwargs,
        )
