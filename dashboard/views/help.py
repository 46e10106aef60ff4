"""The page of help of the person, and the words and keys of all pages."""

from django.utils.translation import gettext_lazy as _

from core.periods import Period
from core.web.pages import Page
from dashboard.help import help_for
from programmes.scopes import roles_in


class Help(Page):
    template_name = "dashboard/help.html"
    title = _("Help")

    def get_context_data(self, **kwargs):
        names = roles_in(self.request.user, self.request.programme)
        return super().get_context_data(
            sections=help_for(names, Period.last_ended(self.request.day)),
            sees_business=self.may("programmes.view"),
            sees_lights=self.may("projects.view") and not self.may("programmes.use_helper_wording"),
            **kwargs,
        )
