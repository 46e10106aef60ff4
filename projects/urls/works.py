"""The addresses of work items: approvals, milestones, problems and matters of a project."""

from django.urls import path

from projects.views import work_items, works

APPROVALS = "projects/<int:pk>/approvals/"
MILESTONES = "projects/<int:pk>/milestones/"
PROBLEMS = "projects/<int:pk>/problems/"
MATTERS = "projects/<int:pk>/matters/"

urlpatterns = [
    path("projects/problems/", works.ProblemList.as_view(), name="problems"),
    path("projects/matters/", works.MatterList.as_view(), name="matters"),
    path(f"{APPROVALS}new/", work_items.AddApproval.as_view(), name="add_approval"),
    path(f"{APPROVALS}<int:row>/", work_items.EditApproval.as_view(), name="edit_approval"),
    path(
        f"{APPROVALS}<int:row>/remove/", work_items.RemoveApproval.as_view(), name="remove_approval"
    ),
    path(f"{MILESTONES}new/", work_items.AddMilestone.as_view(), name="add_milestone"),
    path(f"{MILESTONES}<int:row>/", work_items.EditMilestone.as_view(), name="edit_milestone"),
    path(
        f"{MILESTONES}<int:row>/remove/",
        work_items.RemoveMilestone.as_view(),
        name="remove_milestone",
    ),
    path(f"{PROBLEMS}new/", work_items.AddProblem.as_view(), name="add_problem"),
    path(f"{PROBLEMS}<int:row>/", work_items.EditProblem.as_view(), name="edit_problem"),
    path(f"{PROBLEMS}<int:row>/remove/", work_items.RemoveProblem.as_view(), name="remove_problem"),
    path(f"{MATTERS}new/", work_items.AddMatter.as_view(), name="add_matter"),
    path(f"{MATTERS}<int:row>/", work_items.EditMatter.as_view(), name="edit_matter"),
    path(f"{MATTERS}<int:row>/remove/", work_items.RemoveMatter.as_view(), name="remove_matter"),
    path(f"{MATTERS}<int:row>/task/", work_items.MatterTask.as_view(), name="matter_task"),
]
