from django.urls import path

from dashboard import views

urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("dashboard/", views.Dashboard.as_view(), name="dashboard"),
    path("charts/<slug:name>.json", views.chart_data, name="chart_data"),
]
