from django.urls import path

from reports.views import editing, runs

urlpatterns = [
    path("reports/", runs.RunList.as_view(), name="reports"),
    path("reports/renew/", runs.RenewRun.as_view(), name="report_renew"),
    path("reports/<int:pk>/", runs.RunPage.as_view(), name="report"),
    path("reports/<int:pk>/approve/", runs.ApproveRun.as_view(), name="report_approve"),
    path("reports/<int:pk>/edit/", editing.EditText.as_view(), name="report_edit"),
    path("reports/<int:pk>/word/", editing.PutBackWord.as_view(), name="report_word"),
    path("reports/<int:pk>/take-off/", editing.TakeOffWord.as_view(), name="report_take_off"),
    path("reports/<int:pk>/return/", editing.ReturnRun.as_view(), name="report_return"),
    path("reports/<int:pk>/submit/", editing.SubmitAgain.as_view(), name="report_submit"),
    path("reports/<int:pk>/<str:name>/", runs.RunFile.as_view(), name="report_file"),
]
