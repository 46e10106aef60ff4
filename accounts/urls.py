from django.urls import path

from accounts.views import confirm, password, second_factor, sessions, sign_in

urlpatterns = [
    path("sign-in/", sign_in.SignIn.as_view(), name="sign_in"),
    path("sign-out/", sign_in.SignOut.as_view(), name="sign_out"),
    path("password/", password.ChangePassword.as_view(), name="change_password"),
    path("sessions/", sessions.MySessions.as_view(), name="my_sessions"),
    path("confirm/", confirm.Confirm.as_view(), name="confirm"),
    path("second-factor/", second_factor.SecondFactor.as_view(), name="second_factor"),
]
