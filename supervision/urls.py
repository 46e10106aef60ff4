from django.urls import path

from supervision import views

MONTH = "supervision/month/<str:period>/"

urlpatterns = [
    path(MONTH, views.MonthPage.as_view(), name="supervision_month"),
    path(f"{MONTH}close/", views.CloseMonth.as_view(), name="close_month"),
    path(f"{MONTH}ask-reopen/", views.RequestReopening.as_view(), name="ask_reopen"),
    path(f"{MONTH}return-request/", views.ReturnRequest.as_view(), name="return_reopening"),
    path(f"{MONTH}withdraw-request/", views.WithdrawRequest.as_view(), name="withdraw_reopening"),
    path(f"{MONTH}reopen/", views.ReopenMonth.as_view(), name="reopen_month"),
]
