from django.urls import path

from core.web.record_pages import urls_of
from programmes.views import (
    attempts,
    audit,
    exports,
    frame,
    import_choices,
    imports,
    people,
    progress,
    roles,
    sign_ins,
)

urlpatterns = [
    path("programme/", frame.choose_programme, name="choose_programme"),
    path("as-of/", frame.look_as_of, name="look_as_of"),
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
    path("import/", imports.ImportList.as_view(), name="imports"),
    path("import/choices/", import_choices.ImportChoices.as_view(), name="import_choices"),
    path("import/choices/<int:pk>/", import_choices.EditChoice.as_view(), name="import_choice"),
    path(
        "import/choices/<int:pk>/forget/",
        import_choices.DeleteChoice.as_view(),
        name="import_forget",
    ),
    path("import/<int:pk>/", imports.ImportPreview.as_view(), name="import_preview"),
    path("import/<int:pk>/check/", imports.CheckImport.as_view(), name="import_check"),
    path("import/<int:pk>/confirm/", imports.ConfirmImport.as_view(), name="import_confirm"),
    path("import/<int:pk>/choose/", imports.ChooseForImport.as_view(), name="import_choose"),
    path("import/<int:pk>/undo/", imports.UndoImport.as_view(), name="import_undo"),
    path("import/<slug:kind>/", imports.UploadImport.as_view(), name="import_upload"),
    path("import/<slug:kind>/export/", exports.ExportKind.as_view(), name="export_kind"),
    *urls_of("programmes.views"),
    path("audit/", audit.AuditList.as_view(), name="audit"),
    path("audit/<slug:table>/<slug:key>/", audit.ObjectHistory.as_view(), name="object_history"),
]
