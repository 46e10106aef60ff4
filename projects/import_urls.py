from django.urls import path

from projects import views_import as views

urlpatterns = [
    path("projects/", views.ImportProjects.as_view(), name="import_projects"),
    path("projects/<int:pk>/", views.ImportPreview.as_view(), name="import_preview"),
    path("projects/<int:pk>/confirm/", views.ConfirmImport.as_view(), name="import_confirm"),
]
