from django.urls import path

from programmes.views import (
    attempts,
    audit,
    catalogues,
    documents,
    frame,
    needs,
    network,
    people,
    progress,
    roles,
    sign_ins,
    tasks,
)

urlpatterns = [
    path("programme/", frame.choose_programme, name="choose_programme"),
    path("as-of/", frame.look_as_of, name="look_as_of"),
    *network.urlpatterns,
    *catalogues.urlpatterns,
    *tasks.urlpatterns,
    path("tasks/<int:pk>/progress/", progress.ReportProgress.as_view(), name="task_progress"),
    path(
        "tasks/<int:pk>/progress/<int:progress>/take-back/",
        progress.TakeBackProgress.as_view(),
        name="take_back_progress",
    ),
    path("people/", people.PeopleList.as_view(), name="people"),
    path("people/new/", people.NewPerson.as_view(), name="new_person"),
    path("people/<int:pk>/", people.PersonRecord.as_view(), name="person"),
    path("people/<int:pk>/edit/", people.EditPerson.as_view(), name="edit_person"),
    path("people/<int:pk>/password/", sign_ins.ResetPassword.as_view(), name="reset_password"),
    path(
        "people/<int:pk>/second-factor/",
        sign_ins.RemoveSecondFactor.as_view(),
        name="remove_second_factor",
    ),
    path("people/<int:pk>/leave/", sign_ins.Leave.as_view(), name="leave"),
    path("people/<int:pk>/enable/", sign_ins.Enable.as_view(), name="enable"),
    path("people/<int:pk>/roles/", roles.PersonRoles.as_view(), name="person_roles"),
    path(
        "people/<int:pk>/roles/<int:role>/revoke/",
        roles.RevokeRole.as_view(),
        name="revoke_role",
    ),
    path("attempts/", attempts.AttemptList.as_view(), name="attempts"),
    *needs.urlpatterns,
    *documents.urlpatterns,
    path("audit/", audit.AuditList.as_view(), name="audit"),
    path("audit/<slug:table>/<slug:key>/", audit.ObjectHistory.as_view(), name="object_history"),
]
