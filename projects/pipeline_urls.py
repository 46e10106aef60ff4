"""The pipeline in other shapes than a list."""

from django.urls import path

from projects import views_pipeline as views

urlpatterns = [
    path("board/", views.Board.as_view(), name="project_board"),
    path("by-sector/", views.BySector.as_view(), name="projects_by_sector"),
    path("by-township/", views.ByTownship.as_view(), name="projects_by_township"),
    path("by-official/", views.ByOfficial.as_view(), name="projects_by_official"),
    path("deals/", views.DealList.as_view(), name="project_deals"),
    path("largest/", views.Largest.as_view(), name="projects_largest"),
    path("behind/", views.Behind.as_view(), name="projects_behind"),
    path("changes/", views.Changes.as_view(), name="project_changes"),
]
