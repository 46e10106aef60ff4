"""The forms of an order until it is signed: drafted, edited, deleted."""

from typing import Any

from django.utils.functional import cached_property

from core.web.form_pages import FormPage
from core.web.record_pages import CreateRecord, DeleteRecord, EditRecord
from supervision.figures.raises import NextOrder
from supervision.models import Finding
from supervision.services import orders
from supervision.views.proposals import OfProposal, open_raise


class AsksToConfirm(FormPage):
    """Asks whether another order of the same form and colour is meant."""

    def refused(self, form, error):
        if isinstance(error, orders.SameOrderError):
            form.ask_to_confirm()
        return super().refused(form, error)


class CreateOrder(AsksToConfirm, OfProposal, CreateRecord):
    @cached_property
    def proposal(self) -> NextOrder | None:
        one = open_raise(self, self.proposal_key)
        return one if isinstance(one, NextOrder) else None

    def get_initial(self):
        """From a proposal: what is not rectified of the order before. From the page of a finding:
        its unit and itself."""
        if self.proposal:
            return self._initial_after(self.proposal)
        chosen = self.request.GET.get("finding", "")
        rows = self.visible(Finding).filter(pk=int(chosen) if chosen.isdecimal() else 0)
        found = rows.first()
        if found is None:
            return super().get_initial()
        return {"unit": found.unit_id, "findings": [found.pk], "colour": found.colour}

    def _initial_after(self, proposal: NextOrder) -> dict[str, Any]:
        before = proposal.about["order"]
        return {
            "kind": proposal.kind,
            "colour": proposal.colour,
            "unit": before.unit_id,
            "findings": [one.pk for one in before.open_findings],
            "basis": proposal.text[:300],
        }

    def create(self, **values):
        after = self.proposal.about["order"] if self.proposal else None
        return orders.create_order(**values, after=after)


class EditOrder(AsksToConfirm, EditRecord):
    def edit(self, version, **values):
        orders.edit_order(self.record, version=version, **values)


class DeleteOrder(DeleteRecord):
    def delete(self, version, reason):
        orders.delete_order(self.record, version=version, reason=reason)
