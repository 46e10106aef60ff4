from django.urls import path

from dashboard import views
from dashboard.views_my import MyWork

urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("my/", MyWork.as_view(), name="my_work"),
    path("dashboard/", views.Dashboard.as_view(), name="dashboard"),
    path("charts/<slug:name>.json", views.ChartData.as_view(), name="chart_data"),
]
