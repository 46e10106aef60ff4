"""The addresses of projects."""

from typing import Any

from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _

from core.web.routes import routes
from projects.forms import works as forms
from projects.models import Approval, Matter, Milestone, Problem
from projects.views import (
    attached,
    catalogues,
    entry,
    export,
    grid,
    grid_block,
    late,
    lights,
    pipeline,
    plans,
    project,
    projects,
    sheets,
    stages,
    task_links,
    together,
    work_items,
)

ONE = "projects/<int:pk>/"


def work_item_urls(name: str, model: Any, form_class: Any, add: Any, edit: Any) -> list[URLPattern]:
    """The addresses of one kind of work item; ``add`` and ``edit`` are titles of pages."""
    page = {"model": model, "form_class": form_class}
    new = work_items.AddWorkItem.as_view(**page, title=add)
    return routes(
        f"{ONE}{name}s/",
        ("new/", new, f"add_{name}"),
        ("<int:row>/", work_items.EditWorkItem.as_view(**page, title=edit), f"edit_{name}"),
        ("<int:row>/remove/", work_items.RemoveWorkItem.as_view(model=model), f"remove_{name}"),
    )


lists = routes(
    "projects/",
    ("", projects.ProjectList, "projects"),
    ("all/<str:kind>/", export.ExportAllProgrammes, "export_everywhere"),
    ("entries/", projects.EntryList, "month_entries"),
    ("stages/", stages.StageList, "stages"),
    ("stages/moves/", stages.MoveList, "stage_moves"),
    ("problems/", work_items.ProblemList, "problems"),
    ("matters/", work_items.MatterList, "matters"),
    ("board/", pipeline.Board, "project_board"),
    ("by-sector/", pipeline.BySector, "projects_by_sector"),
    ("by-township/", pipeline.ByTownship, "projects_by_township"),
    ("by-official/", pipeline.ByOfficial, "projects_by_official"),
    ("deals/", pipeline.DealList, "project_deals"),
    ("largest/", pipeline.Largest, "projects_largest"),
    ("behind/", pipeline.Behind, "projects_behind"),
    ("changes/", pipeline.Changes, "project_changes"),
)
months = routes(
    "projects/month/<str:period>/",
    ("", entry.MonthList, "project_months"),
    ("grid/", grid.MonthGrid, "project_grid"),
    ("grid/rows/", grid_block.GridBlock, "grid_rows"),
    ("grid/total/", grid.GridTotal, "grid_total"),
)
unit_months = routes(
    "projects/unit/<int:unit>/month/<str:period>/",
    ("", sheets.SheetPage, "project_sheet"),
    ("no-change/", grid.UnitNoChange, "unit_no_change"),
    ("submit/", sheets.SubmitSheet, "submit_sheet"),
    ("review/", sheets.ReviewSheet, "review_sheet"),
    ("return/", sheets.ReturnSheet, "return_sheet"),
    ("take-back/", sheets.TakeBackSheet, "take_back_sheet"),
)
project_months = routes(
    f"{ONE}month/<str:period>/",
    ("", entry.MonthEntryPage, "project_entry"),
    ("next/", entry.EntryThenNext, "entry_then_next"),
    ("row/preview/", grid.RowPreview, "row_preview"),
    ("row/", grid.ProjectRow, "project_row"),
    ("no-change/", entry.NoChange, "no_change"),
    ("take-back/", entry.TakeBack, "take_back"),
    ("late/", late.AddLateEntry, "late_entry"),
    ("stop/", entry.StopReporting, "stop_reporting"),
    ("again/", entry.ReportAgain, "report_again"),
)
records = routes(
    ONE,
    ("", projects.ProjectRecord, "project"),
    ("edit/", project.EditProject, "edit_project"),
    ("notes/", attached.AddNote, "add_note"),
    ("notes/<int:row>/take-back/", attached.TakeBackNote, "take_back_note"),
    ("late/<int:row>/take-back/", late.TakeBackLateEntry, "take_back_late"),
    ("stage/", stages.EnterStage, "enter_stage"),
    ("stage/<int:row>/take-back/", stages.TakeBackStage, "take_back_stage"),
    ("plans/<int:year>/", plans.EditYearPlan, "plan_year"),
    ("classes/<int:year>/", plans.EditYearClass, "class_year"),
    ("exemptions/", lights.AddExemption, "add_exemption"),
    ("exemptions/<int:row>/end/", lights.EndExemption, "end_exemption"),
    ("links/", attached.Link, "link_project"),
    ("links/<slug:kind>/<int:row>/remove/", attached.Unlink, "remove_link"),
    ("matters/<int:row>/task/", work_items.MatterTask, "matter_task"),
)
settings = routes(
    "projects/",
    ("new/", project.NewProject, "new_project"),
    ("rules/", lights.LightRules, "light_rules"),
    ("rules/new/", lights.NewLightRules, "new_light_rules"),
    ("rules/<int:pk>/take-back/", lights.WithdrawLightRules, "withdraw_light_rules"),
    ("settings/<slug:catalogue>/", catalogues.CataloguePage, "catalogue"),
    ("settings/<slug:catalogue>/usual/", catalogues.AddUsual, "add_usual_names"),
    ("settings/<slug:catalogue>/<int:pk>/", catalogues.EditName, "edit_catalogue_name"),
    ("settings/<slug:catalogue>/<int:pk>/remove/", catalogues.RemoveName, "remove_catalogue_name"),
)
items = [
    *work_item_urls(
        "approval", Approval, forms.ApprovalForm, _("Add an approval"), _("Edit the approval")
    ),
    *work_item_urls(
        "milestone", Milestone, forms.MilestoneForm, _("Add a milestone"), _("Edit the milestone")
    ),
    *work_item_urls(
        "problem", Problem, forms.ProblemForm, _("Raise a problem"), _("Edit or solve the problem")
    ),
    *work_item_urls(
        "matter", Matter, forms.MatterForm, _("Raise a matter"), _("Edit or settle the matter")
    ),
]
urlpatterns = [
    *lists,
    *months,
    *unit_months,
    *project_months,
    *records,
    *together.urlpatterns,
    *settings,
    *items,
    *projects.ATTACHMENTS.urls("projects"),
    *task_links.urlpatterns,
]
