from core.web.record_pages import urls_of
from core.web.routes import routes
from programmes.views import (
    attempts,
    audit,
    exports,
    frame,
    import_choices,
    imports,
    people,
    progress,
    sign_ins,
    task_grid,
)

frame_urls = routes(
    "",
    ("programme/", frame.choose_programme, "choose_programme"),
    ("as-of/", frame.look_as_of, "look_as_of"),
    ("attempts/", attempts.AttemptList, "attempts"),
    ("audit/", audit.AuditList, "audit"),
    ("audit/<slug:table>/<slug:key>/", audit.ObjectHistory, "object_history"),
)
progress_urls = routes(
    "tasks/<int:pk>/month/<str:period>/",
    ("", progress.ReportProgress, "task_progress"),
    ("row/", task_grid.TaskRow, "task_row"),
    ("no-change/", progress.ReportUnchanged, "report_unchanged"),
    ("take-back/", progress.TakeBackProgress, "take_back_progress"),
)
people_urls = routes(
    "people/",
    ("", people.PeopleList, "people"),
    ("new/", people.NewPerson, "new_person"),
    ("<int:pk>/", people.PersonRecord, "person"),
    ("<int:pk>/edit/", people.EditPerson, "edit_person"),
    ("<int:pk>/password/", sign_ins.ResetPassword, "reset_password"),
    ("<int:pk>/second-factor/", sign_ins.RemoveSecondFactor, "remove_second_factor"),
    ("<int:pk>/leave/", sign_ins.Leave, "leave"),
    ("<int:pk>/enable/", sign_ins.Enable, "enable"),
    ("<int:pk>/roles/", sign_ins.PersonRoles, "person_roles"),
    ("<int:pk>/roles/<int:role>/revoke/", sign_ins.RevokeRole, "revoke_role"),
)
import_urls = routes(
    "import/",
    ("", imports.ImportList, "imports"),
    ("choices/", import_choices.ImportChoices, "import_choices"),
    ("choices/<int:pk>/", import_choices.EditChoice, "import_choice"),
    ("choices/<int:pk>/forget/", import_choices.DeleteChoice, "import_forget"),
    ("<int:pk>/", imports.ImportPreview, "import_preview"),
    ("<int:pk>/check/", imports.CheckImport, "import_check"),
    ("<int:pk>/confirm/", imports.ConfirmImport, "import_confirm"),
    ("<int:pk>/choose/", imports.ChooseForImport, "import_choose"),
    ("<int:pk>/rows/", imports.ChooseRows, "import_rows"),
    ("<int:pk>/undo/", imports.UndoImport, "import_undo"),
    ("<slug:kind>/", imports.UploadImport, "import_upload"),
    ("<slug:kind>/export/", exports.ExportKind, "export_kind"),
)
urlpatterns = [
    *frame_urls,
    *progress_urls,
    *people_urls,
    *import_urls,
    *urls_of("programmes.views"),
]
