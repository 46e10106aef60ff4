"""The entry of a month: the list of who is due, one project's form, no change, taking back."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.records import StaleRecord
from core.views import NOT_YOURS, ListPage
from core.views_forms import Button, FormPage
from programmes.services import why_closed
from projects import figures, services
from projects.filters import MonthEntriesFilter
from projects.forms import MonthForm, NoChangeForm
from projects.models import MonthEntry, Project
from projects.tables import MonthTable
from projects.views import MonthMixin, investment_words

FIGURE_TYPED = gettext_lazy(
    "Nothing was recorded: a figure is filled in, and “no change” would record 0. Save the figure, "
    "or clear it first."
)


class MonthList(MonthMixin, ListPage):
    """The month's entry: who is due to report, what has come, and what it gives."""

    model = Project
    permission = "projects.view"
    table_class, filterset_class = MonthTable, MonthEntriesFilter
    template_name = "projects/month.html"
    totals = ("plan", "month_amount", "year_amount")
    filled_by = "projects.import"
    empty = gettext_lazy("No project with a plan of this year is due to report here.")

    def get_title(self):
        return _("Monthly entry %(month)s") % {"month": self.month.label()}

    def get_queryset(self):
        rows = super().get_queryset().due_to_report(self.month.year)
        rows = rows.with_light(self.month, on=self.request.day)
        return rows.select_related("owner_unit", "programme")

    def get_filterset_kwargs(self, filterset_class):
        return {**super().get_filterset_kwargs(filterset_class), "month": self.month}

    def more_table_kwargs(self):
        return {"month": self.month, "may_enter": self._may_enter}

    def _may_enter(self, project) -> bool:
        return not self.closed_because and self.may("projects.enter_month", project)

    @cached_property
    def closed_because(self) -> str:
        return why_closed(self.request.programme, self.month)

    def get_context_data(self, **kwargs):
        rows = self.visible(Project)
        summary = figures.investment(rows, self.month, on=self.month.next().start)
        return super().get_context_data(
            month=self.month, summary=summary, closed_because=self.closed_because, **kwargs
        )


class EntryMixin(MonthMixin):
    """A project's month, for whoever may enter it."""

    @cached_property
    def project(self) -> Project:
        rows = self.visible(Project).with_light(self.month, on=self.request.day)
        rows = rows.select_related("owner_unit", "programme")
        project = get_object_or_404(rows, pk=self.kwargs["pk"])
        if not self.may("projects.enter_month", project):
            raise PermissionDenied(NOT_YOURS)
        return project

    @property
    def entry(self) -> MonthEntry | None:
        return self.project.entries.filter(month=self.month.start).first()

    def find(self) -> Project:
        return self.project

    def page_of_button(self) -> str:
        return reverse("project_entry", args=[self.project.pk, self.month])


class MonthEntryPage(EntryMixin, FormPage):
    """Record a month, see at once what it gives, or change what stands there."""

    form_class = MonthForm
    template_name = "projects/entry.html"

    def get_title(self):
        return _("%(month)s · %(project)s") % {
            "month": self.month.label(),
            "project": self.project.name,
        }

    def get_initial(self):
        if entry := self.entry:
            fields = ("version", "amount", "image_progress", "problems", "reason")
            return {name: getattr(entry, name) for name in fields}
        image_progress, problems = services.last_texts(self.project, self.month)
        return {"version": 0, "image_progress": image_progress, "problems": problems}

    def save(self, form):
        services.record_month(
            project=self.project, month=self.month, by=self.request.user, **form.values()
        )
        return self.accepted(self.page_of_button(), _("Saved."))

    def stale(self, form, current):
        typed = (form.cleaned_data[name] for name in ("amount", "cumulative"))
        form.settle(services.settle_amount(self.project, self.month, *typed))
        return super().stale(form, current)

    def refused(self, form, error):
        if isinstance(error, services.UnlikelyError):
            form.ask_to_confirm()
        return super().refused(form, error)

    def get_context_data(self, **kwargs):
        entry = self.entry
        previous = self.project.entries.filter(month__lt=self.month.start).order_by("-month")
        return super().get_context_data(
            project=self.project,
            month=self.month,
            entry=entry,
            draft=f"entry-{self.project.pk}-{self.month}",
            is_all_mine=entry is not None and entry.is_all_by(self.request.user),
            previous=previous.first(),
            before=services.done_before(self.project, self.month),
            closed_because=why_closed(self.request.programme, self.month),
            **investment_words(self.project, self.month),
            **kwargs,
        )


class NoChange(EntryMixin, Button):
    """无变化: 0 for the month with the last texts."""

    form_class = NoChangeForm

    def press(self, said):
        # What could not be read is no blank either.
        if said.get("amount", True) or said.get("cumulative", True):
            raise ValidationError(FIGURE_TYPED)
        services.record_no_change(
            project=self.project,
            month=self.month,
            by=self.request.user,
            submission_id=said["submission_id"],
        )
        return self.done(_("Saved as “no change”."))


class TakeBack(EntryMixin, Button):
    """The author takes an entry back; the month counts as not reported again."""

    def press(self, said):
        if (entry := self.entry) is None:
            raise StaleRecord(None)
        services.take_back(entry=entry, version=said["version"], by=self.request.user)
        return self.done(_("Taken back: the month counts as not reported."))
