"""Sign-in, sign-out and one's own password."""

from django.contrib.auth import views as auth
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _


class SignIn(auth.LoginView):
    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True


class SignOut(auth.LogoutView):
    pass


class ChangePassword(auth.PasswordChangeView):
    template_name = "core/form.html"
    success_url = reverse_lazy("home")
    extra_context = {"title": _("Change password")}
