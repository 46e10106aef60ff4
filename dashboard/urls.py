from django.urls import path

from dashboard.views.dashboard import ChartData, Dashboard, Home
from dashboard.views.help import Help
from dashboard.views.my_work import MyWork
from dashboard.views.search import Search

urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("my/", MyWork.as_view(), name="my_work"),
    path("search/", Search.as_view(), name="search"),
    path("help/", Help.as_view(), name="help"),
    path("dashboard/", Dashboard.as_view(), name="dashboard"),
    path("charts/<slug:name>.json", ChartData.as_view(), name="chart_data"),
]
