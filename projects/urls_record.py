"""The addresses of a project's record."""

from django.urls import path

from projects import views_project, views_stages, views_works

urlpatterns = [
    path("projects/new/", views_project.NewProject.as_view(), name="new_project"),
    path("projects/<int:pk>/edit/", views_project.EditProject.as_view(), name="edit_project"),
    path("projects/stages/", views_stages.StageList.as_view(), name="stages"),
    path("projects/stages/moves/", views_stages.MoveList.as_view(), name="stage_moves"),
    path("projects/<int:pk>/stage/", views_stages.EnterStage.as_view(), name="enter_stage"),
    path(
        "projects/<int:pk>/stage/<int:event>/take-back/",
        views_stages.TakeBackStage.as_view(),
        name="take_back_stage",
    ),
    path("projects/problems/", views_works.ProblemList.as_view(), name="problems"),
    path("projects/matters/", views_works.MatterList.as_view(), name="matters"),
    *(address for works in views_works.ALL for address in works.urls()),
    path(
        "projects/<int:pk>/matters/<int:row>/task/",
        views_works.MatterTask.as_view(),
        name="matter_task",
    ),
]
