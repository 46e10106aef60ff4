"""The pipeline in other shapes than a list, and what its projects have to do with."""

from django.urls import path

from projects.views import links as views_links
from projects.views import pipeline as views

urlpatterns = [
    path("board/", views.Board.as_view(), name="project_board"),
    path("by-sector/", views.BySector.as_view(), name="projects_by_sector"),
    path("by-township/", views.ByTownship.as_view(), name="projects_by_township"),
    path("by-official/", views.ByOfficial.as_view(), name="projects_by_official"),
    path("deals/", views.DealList.as_view(), name="project_deals"),
    path("largest/", views.Largest.as_view(), name="projects_largest"),
    path("behind/", views.Behind.as_view(), name="projects_behind"),
    path("<int:pk>/links/", views_links.Link.as_view(), name="link_project"),
    path(
        "<int:pk>/links/<slug:kind>/<int:link>/remove/",
        views_links.Unlink.as_view(),
        name="remove_link",
    ),
    path("changes/", views.Changes.as_view(), name="project_changes"),
]
