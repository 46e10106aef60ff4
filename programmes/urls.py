from django.urls import path

from programmes import views, views_attempts, views_audit, views_frame, views_people

urlpatterns = [
    path("programme/", views_frame.choose_programme, name="choose_programme"),
    path("as-of/", views_frame.look_as_of, name="look_as_of"),
    path("network/", views.NetworkList.as_view(), name="network"),
    path("network/<int:pk>/", views.UnitRecord.as_view(), name="unit"),
    path("tasks/", views.TaskList.as_view(), name="tasks"),
    path("tasks/<int:pk>/", views.TaskRecord.as_view(), name="task"),
    *views.TASK_ATTACHMENTS.urls("tasks"),
    path("tasks/<int:pk>/progress/", views.ReportProgress.as_view(), name="task_progress"),
    path(
        "tasks/<int:pk>/progress/<int:progress>/take-back/",
        views.TakeBackProgress.as_view(),
        name="take_back_progress",
    ),
    path("people/", views_people.PeopleList.as_view(), name="people"),
    path("people/new/", views_people.NewPerson.as_view(), name="new_person"),
    path("people/<int:pk>/", views_people.PersonRecord.as_view(), name="person"),
    path("people/<int:pk>/edit/", views_people.EditPerson.as_view(), name="edit_person"),
    path("people/<int:pk>/password/", views_people.ResetPassword.as_view(), name="reset_password"),
    path(
        "people/<int:pk>/second-factor/",
        views_people.RemoveSecondFactor.as_view(),
        name="remove_second_factor",
    ),
    path("people/<int:pk>/leave/", views_people.Leave.as_view(), name="leave"),
    path("people/<int:pk>/enable/", views_people.Enable.as_view(), name="enable"),
    path("people/<int:pk>/roles/", views_people.PersonRoles.as_view(), name="person_roles"),
    path(
        "people/<int:pk>/roles/<int:role>/revoke/",
        views_people.RevokeRole.as_view(),
        name="revoke_role",
    ),
    path("attempts/", views_attempts.AttemptList.as_view(), name="attempts"),
    path("needs/", views.NeedList.as_view(), name="needs"),
    path("needs/<int:pk>/", views.NeedRecord.as_view(), name="need"),
    *views.NEED_ATTACHMENTS.urls("needs"),
    path("audit/", views_audit.AuditList.as_view(), name="audit"),
    path(
        "audit/<slug:table>/<slug:key>/", views_audit.ObjectHistory.as_view(), name="object_history"
    ),
]
