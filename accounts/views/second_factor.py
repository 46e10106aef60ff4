"""Setting up the second factor, and giving a code."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView

from accounts import second_factor, services
from accounts.forms import CodeForm


class SecondFactor(LoginRequiredMixin, FormView):
    request: Any
    form_class = CodeForm
    template_name = "accounts/second_factor.html"
    success_url = reverse_lazy("home")
    http_method_names = ["get", "head", "post", "options"]

    def get_context_data(self, **kwargs):
        device = second_factor.device_of(self.request.user)
        context = {"title": _("Second factor"), "device": device}
        if not device.confirmed:
            context["secret"] = second_factor.secret_text(device)
            context["picture"] = second_factor.qr_code(device)
        return super().get_context_data(**context, **kwargs)

    def form_valid(self, form):
        if not second_factor.verify_code(self.request.user, form.cleaned_data["token"]):
            services.record_refused_sign_in(self.request.user.username)
            form.add_error("token", _("Wrong, used before, or too soon: wait for the next code."))
            return self.form_invalid(form)
        self.request.session.cycle_key()
        self.request.session[second_factor.SESSION_KEY] = True
        return super().form_valid(form)
