"""The entry of a month: the list of projects, one project's form, no change, take back."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.money import rounding_note
from core.periods import Period
from core.records import StaleRecord
from core.web.form_pages import Button, FormPage
from core.web.list_pages import ListPage
from projects.figures import totals as figures
from projects.figures.month_fields import MonthFieldSpec, ReportPhase, month_field_spec
from projects.figures.reporting import next_unreported, sheet_status
from projects.filters import MonthEntriesFilter
from projects.forms.entries import EntryForm, MonthForm, NoChangeForm
from projects.models import LateEntry, MonthEntry, Project
from projects.services import month_checks as checks
from projects.services import months as services
from projects.services import reporting as services_reporting
from projects.services import sheets as services_sheets
from projects.tables.projects import MonthTable
from projects.views.project_mixin import ProjectMixin
from projects.views.projects import FiltersByMonth, MonthMixin, investment_context
from projects.views.sheets import units_of

FIGURE_TYPED = gettext_lazy(
    "Nothing was recorded: a figure is filled in, and “no change” would record 0. Save the figure, "
    "or clear it first."
)


class MonthList(MonthMixin, FiltersByMonth, ListPage):
    """The projects that are due to report in the month, with their figures and lights."""

    model = Project
    import_kind = "months"
    permission = "projects.view"
    table_class, filterset_class = MonthTable, MonthEntriesFilter
    template_name = "projects/month.html"
    totals = ("plan", "month_amount", "year_amount")
    filled_by = "projects.import"
    empty = gettext_lazy("No project with a plan of this year is due to report here.")

    def get_title(self):
        return _("Monthly entry %(month)s") % {"month": self.month.label()}

    def get_queryset(self):
        rows = super().get_queryset().known_in(self.month).with_lights(self.month)
        rows = rows.filter(is_due=True).with_stage(on=self.shown_day)
        return rows.select_related("owner_unit", "programme")

    def more_table_kwargs(self):
        return {
            "month": self.month,
            "day": self.request.day,
            "fills": self.fills,
            "may_enter": self._may_enter_now,
            "may_enter_late": self._may_enter_late,
        }

    def _may_enter_late(self, project) -> bool:
        """A late entry is offered in a closed month that has begun."""
        return bool(self.closed_message) and self.has_begun and self.may_enter(project)

    def _may_enter_now(self, project) -> bool:
        return not self.closed_message and self.has_begun and self.may_enter(project)

    def get_context_data(self, **kwargs):
        rows = self.visible(Project)
        summary = figures.investment(rows, self.month, self.month)
        late = self._late()
        return super().get_context_data(
            month=self.month,
            summary=summary,
            closed_message=self.closed_message,
            has_begun=self.has_begun,
            **self._own_sheet(),
            late_entries=[one for one in late if one.counted_in == self.month.start],
            **self._late_context([one for one in late if one.month == self.month.start]),
            **kwargs,
        )

    def _late(self) -> list[LateEntry]:
        """Late entries that are counted in the month, or belong to it and are counted later."""
        month, rows = self.month.start, self.visible(LateEntry).select_related("project")
        rows = rows.filter(Q(counted_in=month) | Q(month=month), counted_in__lte=self.request.day)
        return list(rows.select_related("created_by"))

    def _late_context(self, late: list[LateEntry]) -> dict:
        """The late entries of this month, which its own figure never includes."""
        return {
            "late_of_month": late,
            "late_of_month_total": sum((one.amount for one in late), Decimal(0)),
        }

    def _own_sheet(self) -> dict:
        """The sheet of one's own unit, where it has projects or tasks."""
        unit = self.request.user.unit
        if unit is None or not units_of(self).filter(pk=unit.pk).exists():
            return {}
        sheet = services_sheets.sheet_of(self.request.programme, unit, self.month)
        return {"own_sheet": sheet, "sheet_words": self._words_of(sheet)}

    def _words_of(self, sheet) -> str:
        has_reviewer = services_sheets.reviewers_of(self.request.programme, sheet.unit).exists()
        return sheet_status(sheet, has_reviewer, is_closed=bool(self.closed_message))


class EntryMixin(ProjectMixin, MonthMixin):
    """A page about a project's month, for users who may enter it."""

    project_right = "projects.enter_month"

    def rows(self):
        return self.visible(Project).with_lights(self.month).with_stage(on=self.shown_day)

    @property
    def entry(self) -> MonthEntry | None:
        return self.project.entries.filter(month=self.month.start).first()

    @cached_property
    def spec(self) -> MonthFieldSpec:
        return month_field_spec(self.project, self.month)

    def get_return_url(self) -> str:
        return reverse("project_entry", args=[self.project.pk, self.month])


class FiguresPage(EntryMixin, FormPage):
    """A form of figures, which are confirmed where they look like a slip."""

    makes_anew = True

    def refused(self, form, error):
        if isinstance(error, checks.UnlikelyError):
            form.ask_to_confirm()
        return super().refused(form, error)


class MonthEntryPage(FiguresPage):
    """Creates or changes the entry of a month, and shows the resulting figures."""

    form_class: type[MonthForm] = EntryForm
    template_name = "projects/entry.html"

    def get_title(self):
        return _("%(month)s · %(project)s") % {
            "month": self.month.label(),
            "project": self.project.name,
        }

    def get_initial(self):
        if entry := self.spec.entry:
            fields = ("version", *MonthForm.merged_fields)
            return {name: getattr(entry, name) for name in fields}
        return {"version": 0, **self.spec.draft}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "spec": self.spec}

    def save(self, form):
        entry = services.record_month(
            project=self.project, month=self.month, by=self.request.user, **form.values()
        )
        return self.redirect(self.get_return_url(), self.saved_message(entry))

    def saved_message(self, entry: MonthEntry) -> str:
        return f"{_('Saved.')} {rounding_note(entry.amount)}".strip()

    def next_unreported(self) -> Project | None:
        """The next project that the user may enter and that has not reported the month."""
        rows = self.visible(Project).select_related("programme")
        if not self.may("projects.manage"):
            rows = rows.filter(owner_unit=self.request.user.unit)
        return next_unreported(rows, self.month, after=self.project)

    def stale(self, form, current):
        if self.spec.has_amount:
            typed = (form.cleaned_data[name] for name in ("amount", "cumulative"))
            form.set_amount(checks.resolve_amount(self.project, self.month, *typed))
        return super().stale(form, current)

    def get_context_data(self, **kwargs):
        entry = self.entry
        return super().get_context_data(
            project=self.project,
            month=self.month,
            entry=entry,
            draft=reverse("project_entry", args=[self.project.pk, self.month]),
            is_all_mine=entry is not None and entry.is_only_author(self.request.user),
            spec=self.spec,
            previous=self.spec.last,
            may_stop=self.spec.phase == ReportPhase.AFTER and not self.project.last_report,
            last_report=self._last_report(),
            before=checks.done_before(self.project, self.month),
            closed_message=self._refusal(),
            is_closed=bool(self.closed_message),
            **investment_context(self.project),
            **kwargs,
        )

    def _refusal(self) -> str:
        """Why the project takes no entry in the month; empty where it does."""
        user = self.request.user
        return self.closed_message or services_sheets.why_submitted(self.project, self.month, user)

    def _last_report(self) -> Period | None:
        """The last month to report, where this one lies after it."""
        last = self.project.last_report
        return Period(last) if last and self.month.start > last else None


class EntryThenNext(MonthEntryPage):
    """Saves the entry, and goes on to the next project that has not reported."""

    def get_return_url(self) -> str:
        if project := self.next_unreported():
            return reverse("project_entry", args=[project.pk, self.month])
        return super().get_return_url()

    def saved_message(self, entry: MonthEntry) -> str:
        words = _("Saved: %(project)s.") % {"project": self.project.name}
        return f"{words} {rounding_note(entry.amount)}".strip()


class NoChange(EntryMixin, Button):
    """无变化: 0 for the month with the previous texts."""

    form_class = NoChangeForm

    def perform(self, data):
        # A value that could not be parsed is missing from the data, and counts as typed.
        if data.get("amount", True) or data.get("cumulative", True):
            raise ValidationError(FIGURE_TYPED)
        services.record_no_change(project=self.project, month=self.month, by=self.request.user)
        return self.redirect_back(_("Saved as “no change”."))


class TakeBack(EntryMixin, Button):
    """The author deletes an entry; the month counts as not reported."""

    def perform(self, data):
        if (entry := self.entry) is None:
            raise StaleRecord(None)
        services.take_back(entry=entry, version=data["version"], by=self.request.user)
        return self.redirect_back(_("Taken back: the month counts as not reported."))


class StopReporting(EntryMixin, Button):
    """不再填报, from this month on."""

    def perform(self, data):
        last = services_reporting.stop_reporting(
            project=self.project, month=self.month, version=data["version"]
        )
        words = _("Nothing more is reported after %(month)s.")
        return self.redirect_back(words % {"month": last.label()})


class ReportAgain(EntryMixin, Button):
    def perform(self, data):
        services_reporting.resume_reporting(
            project=self.project, month=self.month, version=data["version"]
        )
        return self.redirect_back(_("The project is reported again."))
