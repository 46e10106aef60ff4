from django.urls import path

from dashboard.views_my import MyWork

urlpatterns = [path("my/", MyWork.as_view(), name="my_work")]
