"""Work items on a project's page, and the lists of problems and matters over all projects."""

from django.utils.translation import gettext_lazy

from core.web.pages import ListPage
from programmes.rules import is_helper
from projects.figures import works as figures
from projects.models import Matter, Problem
from projects.tables.works import MatterFilter, MatterTable, ProblemFilter, ProblemTable
from projects.views.project_mixin import WithParts


class WithWorkItems(WithParts):
    """Context of a project's page: its work items. Users of a helper see no “overdue”."""

    def get_context_data(self, **kwargs):
        project = self.object
        return super().get_context_data(
            approvals=self.parts.approvals,
            milestones=self.parts.milestones,
            problems=self.parts.problems,
            matters=self.parts.matters,
            may_work=self.may("projects.edit", project),
            may_make_tasks=self.may("projects.manage"),
            shows_overdue=not is_helper(self.request.user, project.programme),
            **kwargs,
        )


class ProblemList(ListPage):
    """The problems of all projects."""

    model = Problem
    permission = "projects.view"
    table_class, filterset_class = ProblemTable, ProblemFilter
    template_name = "projects/tabbed.html"
    title = gettext_lazy("Problems")

    def get_queryset(self):
        rows = figures.with_late(super().get_queryset(), on=self.request.day)
        return figures.open_first(rows).select_related("project", "unit")

    def more_table_kwargs(self):
        return {"shows_overdue": not self.may("programmes.use_helper_wording")}


class MatterList(ListPage):
    """The matters of all projects that need coordination."""

    model = Matter
    permission = "projects.view"
    table_class, filterset_class = MatterTable, MatterFilter
    template_name = "projects/tabbed.html"
    title = gettext_lazy("Matters to coordinate")

    def get_queryset(self):
        rows = figures.open_first(super().get_queryset())
        return rows.select_related("project", "project__owner_unit", "task")
