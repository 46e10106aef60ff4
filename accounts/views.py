"""Sign-in, sign-out and one's own password."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth import views as auth
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import services
from accounts.forms import ChangePasswordForm, SignInForm
from core.actors import SIGNIN, acting_as


# Each attempt is counted for good at once, also against those that come at the same time.
@method_decorator(transaction.non_atomic_requests, name="dispatch")
class SignIn(auth.LoginView):
    form_class = SignInForm
    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True

    def post(self, request, *args, **kwargs):
        with acting_as(SIGNIN):
            return super().post(request, *args, **kwargs)


class SignOut(auth.LogoutView):
    pass


class ChangePassword(auth.PasswordChangeView):
    form_class = ChangePasswordForm
    template_name = "accounts/change_password.html"
    success_url = reverse_lazy("home")
    extra_context = {"title": gettext_lazy("Change password")}

    def form_valid(self, form):
        services.choose_password(user=form.user, password=form.cleaned_data["new_password1"])
        update_session_auth_hash(self.request, form.user)
        messages.success(self.request, _("Password changed."))
        return HttpResponseRedirect(self.get_success_url())
