from django.urls import path

from accounts import views

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-out/", views.SignOut.as_view(), name="sign_out"),
    path("password/", views.ChangePassword.as_view(), name="change_password"),
    path("sessions/", views.MySessions.as_view(), name="my_sessions"),
    path("confirm/", views.Confirm.as_view(), name="confirm"),
    path("second-factor/", views.SecondFactor.as_view(), name="second_factor"),
]
