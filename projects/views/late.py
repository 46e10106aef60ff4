"""补报: a late entry, added on a closed month's page and deleted by its author."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.periods import Period
from core.web.form_pages import Button
from projects.forms.entries import LateForm
from projects.models import LateEntry
from projects.services import late as services_late
from projects.views.entry import FiguresPage
from projects.views.project_mixin import ProjectRowMixin


class AddLateEntry(FiguresPage):
    form_class = LateForm
    template_name = "projects/late.html"

    def get_title(self):
        return _("Late entry for %(month)s · %(project)s") % {
            "month": self.month.label(),
            "project": self.project.name,
        }

    @cached_property
    def counted_in(self) -> Period | None:
        programme = self.request.programme
        return services_late.first_open_month(programme, self.month, on=programme.today())

    def save(self, form):
        services_late.record_late_entry(
            project=self.project,
            month=self.month,
            counted_in=self.counted_in or self.month,
            by=self.request.user,
            **form.cleaned_data,
        )
        words = _("Made up. It counts in %(month)s.")
        address = reverse("project", args=[self.project.pk])
        return self.redirect(address, words % {"month": (self.counted_in or self.month).label()})

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            project=self.project,
            month=self.month,
            counted_in=self.counted_in,
            entry=self.entry,
            late=self.project.late_entries.filter(month=self.month.start),
            **kwargs,
        )


class TakeBackLateEntry(ProjectRowMixin, Button):
    model = LateEntry
    project_right = "projects.enter_month"

    def perform(self, data):
        services_late.take_back_late(
            late=self.record, version=data["version"], by=self.request.user
        )
        return self.redirect_back(_("The late entry is taken back."))
