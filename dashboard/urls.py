from django.urls import path

from dashboard import views
from dashboard.views_my import MyWork
from dashboard.views_search import Search

urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("my/", MyWork.as_view(), name="my_work"),
    path("search/", Search.as_view(), name="search"),
    path("dashboard/", views.Dashboard.as_view(), name="dashboard"),
    path("charts/<slug:name>.json", views.ChartData.as_view(), name="chart_data"),
]
