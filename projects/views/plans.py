"""The plan and the class of a project's year."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.records import StaleRecord
from projects.forms.works import ClassForm, PlanForm
from projects.models import YearClass, YearPlan
from projects.services import plans as services
from projects.views.project_mixin import ProjectFormPage


class YearFormPage(ProjectFormPage):
    """A form about a project's year; 404 for a year outside the programme."""

    permission = "projects.manage"
    model: Any

    @property
    def year(self) -> int:
        return self.kwargs["year"]

    @cached_property
    def current(self) -> Any:
        programme = self.request.programme
        if not programme.start_year <= self.year <= programme.end_year:
            raise Http404
        rows = self.visible(self.model).filter(project=self.project, year=self.year)
        return rows.select_related("programme").first()

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and request.programme and self.may(self.permission):
            self.project, self.current  # noqa: B018  404 for any method
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        more = {"programme": self.request.programme, "record": self.current}
        return {**super().get_form_kwargs(), **more}

    def get_initial(self):
        return {} if self.current else {"version": 0}

    def require_current(self, version: int) -> None:
        """Raise StaleRecord where the row was created or deleted since the form was opened."""
        if bool(version) != bool(self.current):
            raise StaleRecord(self.current)


class EditYearPlan(YearFormPage):
    model = YearPlan
    form_class = PlanForm

    def get_title(self):
        words = _("Adjust the plan of %(year)s") if self.current else _("Plan of %(year)s")
        return words % {"year": self.year}

    def get_initial(self):
        return {**super().get_initial(), "decided_on": self.request.programme.today()}

    def save(self, form):
        data = form.cleaned_data
        self.require_current(data["version"])
        if data["decided_on"] > self.request.programme.today():
            raise ValidationError({"decided_on": _("This day has not come yet.")})
        values = {**form.values(), "on": data["decided_on"], "by": self.request.user}
        if self.current:
            values |= {"version": data["version"], "reason": data["reason"]}
            services.adjust_plan(plan=self.current, **values)
        else:
            values |= {"project": self.project, "year": self.year}
            services.create_year_plan(**values)
        return self.redirect(self.get_return_url(), _("Saved."))


class EditYearClass(YearFormPage):
    model = YearClass
    form_class = ClassForm

    def get_title(self):
        return _("Class of %(year)s") % {"year": self.year}

    def save(self, form):
        data = form.cleaned_data
        self.require_current(data["version"])
        services.set_year_class(
            project=self.project,
            year=self.year,
            current=self.current,
            by=self.request.user,
            **{name: data[name] for name in ("name", "version")},
        )
        return self.redirect(self.get_return_url(), _("Saved."))
