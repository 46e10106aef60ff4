from django.urls import path

from reports import views

urlpatterns = [
    path("reports/", views.RunList.as_view(), name="reports"),
    path("reports/renew/", views.RenewRun.as_view(), name="report_renew"),
    path("reports/<int:pk>/", views.RunPage.as_view(), name="report"),
    path("reports/<int:pk>/approve/", views.ApproveRun.as_view(), name="report_approve"),
    path("reports/<int:pk>/<str:name>/", views.RunFile.as_view(), name="report_file"),
]
