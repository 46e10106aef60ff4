from django.urls import path

from programmes import views, views_frame

urlpatterns = [
    path("programme/", views_frame.choose_programme, name="choose_programme"),
    path("as-of/", views_frame.look_as_of, name="look_as_of"),
    path("network/", views.NetworkList.as_view(), name="network"),
    path("network/<int:pk>/", views.UnitRecord.as_view(), name="unit"),
    path("tasks/", views.TaskList.as_view(), name="tasks"),
    path("tasks/<int:pk>/", views.TaskRecord.as_view(), name="task"),
    path("tasks/<int:pk>/progress/", views.ReportProgress.as_view(), name="task_progress"),
    path(
        "tasks/<int:pk>/progress/<int:progress>/take-back/",
        views.TakeBackProgress.as_view(),
        name="take_back_progress",
    ),
    path("needs/", views.NeedList.as_view(), name="needs"),
    path("needs/<int:pk>/", views.NeedRecord.as_view(), name="need"),
]
