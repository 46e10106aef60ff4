"""The addresses of a project's record."""

from django.urls import path

from projects.urls import works as urls_works
from projects.views import catalogues as views_catalogues
from projects.views import lights as views_lights
from projects.views import plans as views_plans
from projects.views import project as views_project
from projects.views import stages as views_stages

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
    *urls_works.urlpatterns,
    path(
        "projects/<int:pk>/plans/<int:year>/", views_plans.EditYearPlan.as_view(), name="plan_year"
    ),
    path(
        "projects/<int:pk>/classes/<int:year>/",
        views_plans.EditYearClass.as_view(),
        name="class_year",
    ),
    path("projects/rules/", views_lights.LightRules.as_view(), name="light_rules"),
    path("projects/rules/new/", views_lights.NewLightRules.as_view(), name="new_light_rules"),
    path(
        "projects/rules/<int:pk>/take-back/",
        views_lights.WithdrawLightRules.as_view(),
        name="withdraw_light_rules",
    ),
    path(
        "projects/<int:pk>/exemptions/", views_lights.AddExemption.as_view(), name="add_exemption"
    ),
    path(
        "projects/<int:pk>/exemptions/<int:row>/end/",
        views_lights.EndExemption.as_view(),
        name="end_exemption",
    ),
    path(
        "projects/settings/<slug:catalogue>/",
        views_catalogues.CataloguePage.as_view(),
        name="catalogue",
    ),
    path(
        "projects/settings/<slug:catalogue>/usual/",
        views_catalogues.AddUsual.as_view(),
        name="add_usual_names",
    ),
    path(
        "projects/settings/<slug:catalogue>/<int:pk>/",
        views_catalogues.EditName.as_view(),
        name="edit_catalogue_name",
    ),
    path(
        "projects/settings/<slug:catalogue>/<int:pk>/remove/",
        views_catalogues.RemoveName.as_view(),
        name="remove_catalogue_name",
    ),
]
