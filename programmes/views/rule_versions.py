"""Bases of the pages of a rule in versions: all of them, a new one, and taking the latest back."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from core.web.form_pages import Button, FormPage
from core.web.pages import Page, PageMixin
from programmes.choices import RoleName
from programmes.models.light_rules import RuleVersion
from programmes.scopes import people_with_role
from programmes.services.rule_versions import add_rule, withdraw_rule


class OfRule(PageMixin):
    """A page about ``model``, a rule in versions; ``page`` is the url name of the page that shows
    them."""

    model: Any = None
    page = ""

    def versions(self) -> Any:
        return self.visible(self.model)

    def get_return_url(self) -> str:
        return reverse(self.page)


class RuleVersions(OfRule, Page):
    """All versions in sentences. ``right`` is that to set them; ``new`` and ``withdraw`` are the
    url names of the page and the button for it."""

    template_name = "programmes/rule_versions_page.html"
    right = ""
    new = withdraw = ""

    def sentences(self, rule: Any) -> list[str]:
        """A version in words."""
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        rows = self.versions().select_related("created_by")
        return super().get_context_data(
            versions=[(rule, self.sentences(rule)) for rule in rows],
            defaults=self.sentences(self.model()),
            may_rule=self.may(self.right),
            rulers=people_with_role(self.request.programme, RoleName.APPROVER),
            new=self.new,
            withdraw=self.withdraw,
            **kwargs,
        )


class NewRuleVersion(OfRule, FormPage):
    """The form starts with the ``thresholds`` of the latest version; ``page_title`` is the title
    of the page of all versions."""

    template_name = "programmes/rule_version_form.html"
    thresholds: tuple[str, ...] = ()
    page_title: Any = ""

    def get_initial(self):
        last = self.versions().first() or self.model()
        return {name: getattr(last, name) for name in self.thresholds}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "programme": self.request.programme}

    def get_context_data(self, **kwargs):
        back = self.get_return_url()
        return super().get_context_data(back=back, page_title=self.page_title, **kwargs)

    def save(self, form):
        add_rule(self.model, self.request.programme, by=self.request.user, **form.values())
        return self.redirect(self.get_return_url(), _("The new version holds."))


class WithdrawRuleVersion(OfRule, Button):
    def find(self) -> RuleVersion:
        return get_object_or_404(self.versions(), pk=self.kwargs["pk"])

    def perform(self, data):
        withdraw_rule(rule=self.find(), version=data["version"])
        return self.redirect_back(_("Taken back."))
