"""Proposed findings, colours and orders: accepted or declined by the task force, one by one."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.form_pages import FormPage
from core.web.links import list_address
from core.web.pages import Page, PageMixin
from core.web.routes import routes
from supervision.figures.proposals import Proposal, proposals, with_findings
from supervision.figures.raises import NextOrder, Step, raises
from supervision.forms.findings import DeclineForm, StepForm
from supervision.models import DeclinedProposal
from supervision.services.proposals import decline


def open_proposals(page: PageMixin) -> list[Proposal]:
    programme = page.request.programme
    return proposals(page.request.user, programme, programme.today())


def open_proposal(page: PageMixin, key: str) -> Proposal | None:
    """The open proposal of this key."""
    return next((one for one in open_proposals(page) if one.key == key), None) if key else None


def open_raises(page: PageMixin) -> list[Proposal]:
    """The open proposals of another colour and of further orders."""
    programme = page.request.programme
    return raises(page.request.user, programme, programme.today())


def open_raise(page: PageMixin, key: str) -> Any:
    return next((one for one in open_raises(page) if one.key == key), None) if key else None


def accept_address(one: Proposal) -> str:
    """The form that accepts a proposed colour or order, filled in."""
    if isinstance(one, NextOrder):
        return list_address("new_order", proposal=one.key)
    page = reverse("set_finding_colour", args=[one.about["finding"].pk])
    return f"{page}?{urlencode({'proposal': one.key})}"


class ProposalList(Page):
    permission = "supervision.manage_findings"
    template_name = "supervision/proposals.html"
    title = gettext_lazy("Proposed findings")
    shows_present = True

    def get_context_data(self, **kwargs):
        user, programme = self.request.user, self.request.programme
        return super().get_context_data(
            proposals=with_findings(user, programme, open_proposals(self)),
            raises=[(one, accept_address(one)) for one in open_raises(self)],
            declined=self.visible(DeclinedProposal).select_related("created_by"),
            **kwargs,
        )


class OfProposal(FormPage):
    """A form about the ``proposal`` that the address names: it is neither shown nor saved once
    somebody has decided on that."""

    @property
    def proposal(self) -> Any:
        """The open proposal; None once it is decided."""
        raise NotImplementedError

    @property
    def proposal_key(self) -> str:
        """Empty where the address names none."""
        return self.request.GET.get("proposal", "")

    @property
    def is_decided(self) -> bool:
        return bool(self.proposal_key) and self.proposal is None

    def get(self, request, *args, **kwargs):
        return self.leave() if self.is_decided else super().get(request, *args, **kwargs)

    def process(self):
        return self.leave() if self.is_decided else super().process()

    def leave(self):
        words = _("This is no longer proposed.")
        return self.redirect(reverse("finding_proposals"), words, messages.WARNING)


class DeclineProposal(OfProposal):
    permission = "supervision.manage_findings"
    template_name = "supervision/decline.html"
    form_class = DeclineForm

    @property
    def proposal_key(self) -> str:
        return self.kwargs["key"]

    @cached_property
    def proposal(self) -> Proposal | None:
        return open_proposal(self, self.proposal_key) or open_raise(self, self.proposal_key)

    @property
    def is_step(self) -> bool:
        return isinstance(self.proposal, Step)

    def get_title(self):
        return _("Leave as it is") if self.is_step else _("Decline the proposal")

    def get_form_class(self):
        return StepForm if self.is_step else super().get_form_class()

    def get_context_data(self, **kwargs):
        back = reverse("finding_proposals")
        return super().get_context_data(proposal=self.proposal, back=back, **kwargs)

    def save(self, form):
        one: Any = self.proposal
        reason, by = form.cleaned_data["reason"], self.request.user
        decline(self.request.programme, one, reason=reason, by=by)
        words = _("Declined: it is not proposed again.")
        if self.is_step:
            words = _("It stays as it is, and this is not proposed again.")
        return self.redirect(reverse("finding_proposals"), words)


urlpatterns = routes(
    "findings/proposals/",
    ("", ProposalList, "finding_proposals"),
    ("<str:key>/decline/", DeclineProposal, "decline_proposal"),
)
