from django.urls import path

from projects.urls import record as urls_record
from projects.views import entry as views_entry
from projects.views import export as views_export
from projects.views import grid as views_grid
from projects.views import late as views_late
from projects.views import notes as views_notes
from projects.views import projects as views
from projects.views import sheets as views_sheets

SHEET = "projects/unit/<int:unit>/month/<str:period>/"

urlpatterns = [
    *urls_record.urlpatterns,
    path("projects/", views.ProjectList.as_view(), name="projects"),
    path(
        "projects/all/<str:kind>/",
        views_export.ExportAllProgrammes.as_view(),
        name="export_everywhere",
    ),
    path("projects/entries/", views.EntryList.as_view(), name="month_entries"),
    path("projects/month/<str:period>/", views_entry.MonthList.as_view(), name="project_months"),
    path("projects/month/<str:period>/grid/", views_grid.MonthGrid.as_view(), name="project_grid"),
    path(f"{SHEET}no-change/", views_grid.UnitNoChange.as_view(), name="unit_no_change"),
    path(SHEET, views_sheets.SheetPage.as_view(), name="project_sheet"),
    path(f"{SHEET}submit/", views_sheets.SubmitSheet.as_view(), name="submit_sheet"),
    path(f"{SHEET}review/", views_sheets.ReviewSheet.as_view(), name="review_sheet"),
    path(f"{SHEET}return/", views_sheets.ReturnSheet.as_view(), name="return_sheet"),
    path(f"{SHEET}take-back/", views_sheets.TakeBackSheet.as_view(), name="take_back_sheet"),
    path("projects/<int:pk>/", views.ProjectRecord.as_view(), name="project"),
    path("projects/<int:pk>/notes/", views_notes.AddNote.as_view(), name="add_note"),
    path(
        "projects/<int:pk>/notes/<int:note>/take-back/",
        views_notes.TakeBackNote.as_view(),
        name="take_back_note",
    ),
    *views.ATTACHMENTS.urls("projects"),
    path(
        "projects/<int:pk>/month/<str:period>/",
        views_entry.MonthEntryPage.as_view(),
        name="project_entry",
    ),
    path(
        "projects/<int:pk>/month/<str:period>/row/preview/",
        views_grid.RowPreview.as_view(),
        name="row_preview",
    ),
    path(
        "projects/<int:pk>/month/<str:period>/row/",
        views_grid.ProjectRow.as_view(),
        name="project_row",
    ),
    path(
        "projects/<int:pk>/month/<str:period>/no-change/",
        views_entry.NoChange.as_view(),
        name="no_change",
    ),
    path(
        "projects/<int:pk>/month/<str:period>/take-back/",
        views_entry.TakeBack.as_view(),
        name="take_back",
    ),
    path(
        "projects/<int:pk>/month/<str:period>/late/",
        views_late.AddLateEntry.as_view(),
        name="late_entry",
    ),
    path(
        "projects/<int:pk>/late/<int:late>/take-back/",
        views_late.TakeBackLateEntry.as_view(),
        name="take_back_late",
    ),
    path(
        "projects/<int:pk>/month/<str:period>/stop/",
        views_entry.StopReporting.as_view(),
        name="stop_reporting",
    ),
    path(
        "projects/<int:pk>/month/<str:period>/again/",
        views_entry.ReportAgain.as_view(),
        name="report_again",
    ),
]
