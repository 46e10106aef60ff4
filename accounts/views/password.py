"""Changing one's own password."""

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
from accounts.forms import ChangePasswordForm


# Outside a transaction, so that a wrong old password counts, as on the sign-in page.
@method_decorator(transaction.non_atomic_requests, name="dispatch")
class ChangePassword(auth.PasswordChangeView):
    form_class = ChangePasswordForm
    template_name = "accounts/change_password.html"
    http_method_names = ["get", "head", "post", "options"]
    success_url = reverse_lazy("home")
    extra_context = {"title": gettext_lazy("Change password")}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "request": self.request}

    def form_valid(self, form):
        services.choose_password(
            user=form.user,
            password=form.cleaned_data["new_password1"],
            session_key=self.request.session.session_key,
        )
        update_session_auth_hash(self.request, form.user)
        messages.success(self.request, _("Password changed."))
        return HttpResponseRedirect(self.get_success_url())
