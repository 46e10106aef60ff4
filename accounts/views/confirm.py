"""Asks for one's own password again before a sensitive step."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import transaction
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from accounts.forms import ConfirmForm
from core.web.links import safe_path
from core.web.reauthentication import VALIDITY, mark_reauthenticated


# Outside a transaction, so that a wrong password counts, as on the sign-in page.
@method_decorator(transaction.non_atomic_requests, name="dispatch")
class Confirm(LoginRequiredMixin, FormView):
    request: Any
    form_class = ConfirmForm
    template_name = "accounts/confirm.html"
    http_method_names = ["get", "head", "post", "options"]
    extra_context = {"title": gettext_lazy("Confirm with your password")}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "request": self.request}

    def get_context_data(self, **kwargs):
        minutes = int(VALIDITY.total_seconds() // 60)
        return super().get_context_data(next=self.next_path(), minutes=minutes, **kwargs)

    def next_path(self) -> str:
        return safe_path(
            self.request, self.request.POST.get("next") or self.request.GET.get("next")
        )

    def get_success_url(self):
        return self.next_path()

    def form_valid(self, form):
        self.request.session.cycle_key()
        mark_reauthenticated(self.request.session)
        return super().form_valid(form)
