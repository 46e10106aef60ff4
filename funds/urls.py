from django.urls import path

from funds import views

urlpatterns = [
    path("funds/", views.FundLineList.as_view(), name="fund_lines"),
    path("funds/<int:pk>/", views.FundLineRecord.as_view(), name="fund_line"),
    *views.ATTACHMENTS.urls("funds"),
]
