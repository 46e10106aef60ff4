from django.urls import path

from projects.views import export as views_export
from projects.views import imports as views

urlpatterns = [
    path("projects/", views.ImportProjects.as_view(), name="import_projects"),
    path("projects/<int:pk>/", views.ImportPreview.as_view(), name="import_preview"),
    path("projects/<int:pk>/check/", views.CheckImport.as_view(), name="import_check"),
    path("projects/<int:pk>/confirm/", views.ConfirmImport.as_view(), name="import_confirm"),
    path("projects/<int:pk>/choose/", views.ChooseForImport.as_view(), name="import_choose"),
    path("projects/<int:pk>/undo/", views.UndoImport.as_view(), name="import_undo"),
    path("projects/export/", views_export.ExportLedger.as_view(), name="export_ledger"),
    path("choices/", views.ImportChoices.as_view(), name="import_choices"),
    path("choices/<int:pk>/", views.EditChoice.as_view(), name="import_choice"),
    path("choices/<int:pk>/forget/", views.ForgetChoice.as_view(), name="import_forget"),
]
