"""The pages of orders: drafted, signed, signed for by the unit, revoked."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from core.files.downloads import download
from core.files.word_layout import WORD
from core.web.form_pages import Button, FormPage
from core.web.pages import NOT_YOURS
from core.web.record_pages import (
    KindMixin,
    ListOfKind,
    RecordOfKind,
    record_urls,
)
from core.web.routes import routes
from programmes.views.history import HistoryMixin
from programmes.views.one_task import pressed_on
from supervision.choices import SENT, FindingEventKind, OrderState
from supervision.exporters.order_letter import order_file_name, write_order
from supervision.figures.findings import finding_day
from supervision.figures.letters import letter_of
from supervision.figures.orders import (
    OrderLine,
    answers_of,
    draft_warnings,
    lines_of,
    next_step,
    remaining,
)
from supervision.forms.orders import OrderForm, RevokeForm
from supervision.models import Finding, Order
from supervision.services import orders
from supervision.services.finding_events import may_happen
from supervision.tables.orders import OrderFilter, OrderTable
from supervision.views.order_drafts import CreateOrder, DeleteOrder, EditOrder


class OrderList(ListOfKind):
    model = Order
    shows_present = True
    table_class, filterset_class = OrderTable, OrderFilter
    import_kind = ""
    empty = gettext_lazy("No order fits these filters.")

    def get_queryset(self):
        return super().get_queryset().with_finish().select_related("unit").distinct()


class OrderRecord(HistoryMixin, RecordOfKind):
    model = Order
    template_name = "supervision/order.html"
    title_field = "title"
    facts = (
        "kind",
        "colour",
        "unit",
        "basis",
        "demands",
        "due_on",
        "signed_on",
        "signed_by",
        "received_at",
        "received_by",
        "reason",
    )

    def get_queryset(self):
        rows = super().get_queryset().with_finish()
        return rows.select_related("unit", "signed_by", "received_by")

    def get_actions(self):
        actions = super().get_actions()
        is_draft = self.object.state == OrderState.DRAFT
        return actions if is_draft else []

    def get_context_data(self, **kwargs):
        order, programme = self.object, self.request.programme
        day = finding_day(programme, programme.today())
        answers = answers_of(self.request.user, order, day)
        is_open = order.state in SENT and not order.is_finished
        return super().get_context_data(
            lines=[(one, self._report_address(one)) for one in lines_of(order, answers)],
            next_step=next_step(order, answers),
            remaining=remaining(answers) if is_open else "",
            warnings=draft_warnings(order, answers, day),
            unknown_years=day.unknown_years,
            **self._buttons(order),
            **kwargs,
        )

    def _buttons(self, order: Order) -> dict[str, bool]:
        is_draft, rules = order.state == OrderState.DRAFT, self.may("supervision.rule_findings")
        signs = is_draft and self.may("supervision.sign_order", order)
        receives = order.state == OrderState.SIGNED
        return {
            "may_sign": signs,
            "needs_other": is_draft and rules and not signs,
            "may_receive": receives and self.may("supervision.receive_order", order),
            "on_behalf": self.may("supervision.manage_findings"),
            "may_revoke": order.state in SENT and not order.is_finished and rules,
        }

    def _report_address(self, line: OrderLine) -> str:
        """The form of a report on the rectification; empty where it is not possible."""
        if line.answer is None:
            return ""
        finding = line.answer.counted
        may_report = may_happen(finding, FindingEventKind.DATE_SET) and self.may(
            "supervision.report_on_finding", finding
        )
        return reverse("report_on_finding", args=[finding.pk]) if may_report else ""


class OneOrder(KindMixin):
    """A button about an order: 404 for one that the person does not see, 403 without ``right``."""

    model = Order
    right = ""

    @cached_property
    def order(self) -> Order:
        order = self.find_row(self.visible(Order).select_related("programme", "unit"))
        if self.right and not self.may(self.right, order):
            raise PermissionDenied(NOT_YOURS)
        return order

    def find(self) -> Order:
        return self.order

    def get_return_url(self) -> str:
        return pressed_on(self.request) or reverse("order", args=[self.order.pk])


class SignOrder(OneOrder, Button):
    right = "supervision.sign_order"

    def perform(self, data):
        given = {"by": self.request.user, "on": self.request.programme.today()}
        orders.sign_order(self.order, version=data["version"], **given)
        return self.redirect_back(_("Signed and sent: %(order)s.") % {"order": self.order})


class ReceiveOrder(OneOrder, Button):
    right = "supervision.receive_order"

    def perform(self, data):
        given = {"by": self.request.user, "at": timezone.now()}
        orders.receive_order(self.order, version=data["version"], **given)
        return self.redirect_back(_("Signed for."))


class OrderFile(OneOrder, View):
    """The order as a Word file; of a draft without number, marked as one."""

    permission = "supervision.view_findings"
    http_method_names = ["get", "head", "options"]

    def get(self, request, pk):
        findings = self.visible(Finding).filter(orders=self.order).select_related("unit")
        letter = letter_of(self.order, findings.order_by("number"))
        data = write_order(self.order, letter)
        return download(request, data, name=order_file_name(self.order), content_type=WORD)


class RevokeOrder(OneOrder, FormPage):
    permission = "supervision.rule_findings"
    form_class = RevokeForm

    def get_title(self):
        return _("Revoke: %(order)s") % {"order": self.order}

    def get_initial(self):
        return {"version": self.order.version}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"back": self.get_return_url(), **kwargs})

    def save(self, form):
        data = form.cleaned_data
        orders.revoke_order(self.order, version=data["version"], reason=data["reason"])
        return self.redirect(self.get_return_url(), _("Saved."))


urlpatterns = [
    *record_urls(
        OrderList, OrderRecord, OrderForm, create=CreateOrder, edit=EditOrder, delete=DeleteOrder
    ),
    *routes(
        "orders/<int:pk>/",
        ("sign/", SignOrder, "sign_order"),
        ("receive/", ReceiveOrder, "receive_order"),
        ("revoke/", RevokeOrder, "revoke_order"),
        ("file/", OrderFile, "order_file"),
    ),
]
