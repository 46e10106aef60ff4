"""The pages of agreements and of their deliveries, and their addresses."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.attachments.views import AttachmentsMixin, Kind
from core.money import format_share, share_of
from core.records import delete_record
from core.web.facts import Section
from core.web.form_pages import Button
from core.web.record_pages import (
    CreateRecord,
    DeleteRecord,
    ListOfKind,
    RecordOfKind,
    record_urls,
)
from core.web.routes import routes
from programmes.figures.agreements import agreement_counts
from programmes.forms.agreements import AgreementForm, DeliveryForm
from programmes.models import Agreement, AgreementAttachment, AgreementDelivery
from programmes.services.agreements import delete_agreement
from programmes.tables.agreements import AgreementFilter, AgreementTable, HelperAgreementTable
from programmes.views.history import HistoryMixin

ATTACHMENTS = Kind(AgreementAttachment, "agreement", "programmes.attach_to_agreement")


class AgreementList(ListOfKind):
    model = Agreement
    template_name = "programmes/agreements.html"
    table_class, filterset_class = AgreementTable, AgreementFilter
    totals = ("amount", "delivered")
    empty = gettext_lazy(
        "No agreement fits. Change the filters, import the agreements, or add one."
    )

    def get_queryset(self):
        rows = super().get_queryset().signed_by(self.request.day)
        return rows.with_delivered(self.request.day).select_related("brought_by", "unit")

    def get_table_class(self):
        """Helpers read no rate."""
        helps = self.may("programmes.use_helper_wording")
        return HelperAgreementTable if helps else self.table_class

    def get_context_data(self, **kwargs):
        counts = agreement_counts(self.visible(Agreement), self.request.day)
        return super().get_context_data(counts=counts, **kwargs)


class AgreementRecord(HistoryMixin, AttachmentsMixin, RecordOfKind):
    model = Agreement
    attachments = ATTACHMENTS
    title_field = "name"
    highlights = ("partner", "amount", "signed_on", "valid_until")

    @property
    def facts(self):  # type: ignore[override]
        """Helpers read no rate."""
        helps = self.may("programmes.use_helper_wording")
        share = () if helps else (("share", _("share delivered")),)
        return "partner_unit", "brought_by", "unit", "term", "progress", *share

    def get_queryset(self):
        rows = super().get_queryset().with_delivered(self.request.day)
        return rows.select_related("partner_unit", "brought_by", "unit")

    def get_object(self, queryset=None):
        agreement = super().get_object(queryset)
        share = share_of(agreement.delivered, agreement.amount)
        agreement.share = format_share(share, self.request.programme.decimals)
        return agreement

    def get_sections(self):
        rows = self.visible(AgreementDelivery).filter(agreement=self.object)
        rows = rows.filter(day__lte=self.request.day)
        may_add = self.may("programmes.manage")
        address = reverse("add_delivery", args=[self.object.pk]) if may_add else ""
        template = "programmes/agreement_deliveries.html"
        title = _("Deliveries")
        found = Section(title, "deliveries", template=template, rows=rows, add_address=address)
        return [found] if rows or may_add else []

    def get_context_data(self, **kwargs):
        may_edit = self.may("programmes.manage")
        return super().get_context_data(may_edit_parts=may_edit, **kwargs)


class DeleteAgreement(DeleteRecord):
    def delete(self, version, reason):
        delete_agreement(self.record, version=version, reason=reason)


class OfAgreement:
    """A form or button about the deliveries of an agreement."""

    permission = "programmes.manage"
    kwargs: dict[str, Any]
    visible: Any

    @cached_property
    def agreement(self) -> Agreement:
        rows = self.visible(Agreement).select_related("programme")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def find(self) -> Any:
        return self.agreement

    def back_address(self) -> str:
        return reverse("agreement", args=[self.agreement.pk]) + "#deliveries"

    get_return_url = back_address


class AddDelivery(OfAgreement, CreateRecord):
    model = AgreementDelivery
    form_class = DeliveryForm
    title = gettext_lazy("Record a delivery")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "agreement": self.agreement}

    def get_initial(self):
        return {**super().get_initial(), "day": self.request.programme.today()}

    def create(self, **values):
        return super().create(agreement=self.agreement, **values)

    def record_address(self, record):
        return self.back_address()


class RemoveDelivery(OfAgreement, Button):
    def find(self):
        rows = self.visible(AgreementDelivery).filter(agreement=self.agreement)
        return get_object_or_404(rows, pk=self.kwargs["row"])

    def perform(self, data):
        delete_record(self.find(), version=data["version"])
        return self.redirect_back(_("Removed."))


urlpatterns = [
    *record_urls(AgreementList, AgreementRecord, AgreementForm, delete=DeleteAgreement),
    *routes(
        "agreements/<int:pk>/deliveries/",
        ("new/", AddDelivery, "add_delivery"),
        ("<int:row>/remove/", RemoveDelivery, "remove_delivery"),
    ),
    *ATTACHMENTS.urls("agreements"),
]
