"""The page of one finding."""

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
from supervision.choices import FindingEventKind, FindingState
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
        "situation",
    )

    def get_queryset(self):
        day = self.request.programme.today()
        rows = super().get_queryset().as_of(day).with_moves()
        return rows.with_light(self.rule_day).select_related("source", "unit")

    @cached_property
    def rule_day(self):
        return finding_day(self.request.programme, self.request.programme.today())

    def get_actions(self):
        return [*self._own_actions(), *super().get_actions()]

    def _own_actions(self) -> list[tuple[Action, str]]:
        finding, today = self.object, self.request.programme.today()
        drafts: list[tuple[Action, str]] = []
        found: list[tuple[Any, str, list[str]]] = []
        if self._may_report():
            found.append((_("Report on the rectification"), "report_on_finding", []))
        if self.may("supervision.act_for_finding", finding):
            waiting = set(finding.requests.pending().values_list("kind", flat=True))
            possible = [kind for kind in TITLES if not why_no_request(finding, kind, today)]
            kinds = [kind for kind in possible if kind not in waiting]
            found += [(TITLES[kind], "request_of_finding", [kind.value]) for kind in kinds]
        if self.may("supervision.manage_findings"):
            found += [
                (words, name, []) for kind, words, name in CHANGES if may_happen(finding, kind)
            ]
            if may_happen(finding, FindingEventKind.COLOUR_SET):
                draft = Action(_("Draft an order"), "new_order", "")
                drafts.append((draft, list_address("new_order", finding=finding.pk)))
                found.append((_("Merge into another"), "merge_finding", []))
            if finding.state == FindingState.CLOSED and not self._open_look():
                found.append((_("Plan a second look"), "plan_second_look", []))
        actions = [
            (Action(words, name, ""), reverse(name, args=[finding.pk, *more]))
            for words, name, more in found
        ]
        return [*actions, *drafts]

    def _may_report(self) -> bool:
        is_open = may_happen(self.object, FindingEventKind.DATE_SET)
        return is_open and self.may("supervision.report_on_finding", self.object)

    def _open_look(self) -> SecondLook | None:
        return self.visible(SecondLook).filter(finding=self.object, done_on=None).first()

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
            events=self._of(FindingEvent).select_related("unit", "created_by"),
            reports=self._of(RectificationReport).select_related("unit", "created_by"),
            looks=self._of(SecondLook),
            pending=pending,
            decided=requests.filter(events=None).exclude(state=RequestState.PENDING),
            orders=self.visible(Order).filter(findings=self.object),
            merged=self.visible(Finding).filter(merged_into=self.object).select_related("source"),
            may_manage=self.may("supervision.manage_findings"),
            **kwargs,
        )
