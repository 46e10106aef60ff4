"""Signing in and out, and the pages of one's own sign-in: password, second factor, sessions."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth import views as auth
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from accounts import second_factor, services
from accounts.device_labels import device_label
from accounts.forms import ChangePasswordForm, CodeForm, ConfirmForm, SignInForm
from accounts.models import Session
from accounts.sessions import idle_seconds
from core.actors import SIGNIN, acting_as, actor_of
from core.audit.services import record_event
from core.choices import EventKind
from core.web.links import safe_path
from core.web.reauthentication import (
    VALIDITY,
    is_reauthenticated,
    mark_reauthenticated,
    redirect_to_reauthentication,
)

SIGNED_OUT = "signed-out"
METHODS = ["get", "head", "post", "options"]
# A wrong password counts at once, also against concurrent attempts.
outside_transaction = method_decorator(transaction.non_atomic_requests, name="dispatch")


@outside_transaction
class SignIn(auth.LoginView):
    form_class = SignInForm
    template_name = "accounts/sign_in.html"
    http_method_names = METHODS
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs):
        return super().get_context_data(reason=self.reason(), **kwargs)

    def reason(self) -> str:
        """Why the page is shown; empty where no other page redirected to it."""
        if SIGNED_OUT in self.request.GET:
            return _("You have signed out.")
        if self.get_redirect_url() in ("", "/"):
            return ""
        words = _(
            "Sign in to see this page. If you were signed in, the session has ended: after "
            "%(minutes)s minutes without use, %(hours)s hours after the sign-in, or because it was "
            "ended elsewhere. What you typed is kept in this browser; you return to the same page."
        )
        return words % {"minutes": idle_seconds() // 60, "hours": settings.SESSION_HOURS}

    def post(self, request, *args, **kwargs):
        with acting_as(SIGNIN):
            return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        answer = super().form_valid(form)
        # Saved now, so that a concurrent sign-in counts this session.
        self.request.session.save()
        current_key = self.request.session.session_key
        record_event(EventKind.SIGN_IN, actor=actor_of(form.get_user()))
        for row in services.end_oldest_sessions(form.get_user(), current_key=current_key):
            messages.warning(self.request, session_ended_message(row))
        return answer

    def form_invalid(self, form):
        given = form.cleaned_data
        if given.get("username") and given.get("password") and not form.is_repeated:
            services.record_refused_sign_in(given["username"])
        return super().form_invalid(form)


def session_ended_message(row: Session) -> str:
    words = _(
        "You were signed in elsewhere too many times: the session on %(device)s, begun on "
        "%(begun)s, has ended. If that was not you, change your password."
    )
    begun = f"{localtime(row.begun_at):%Y-%m-%d %H:%M}" if row.begun_at else "—"
    return words % {"device": device_label(row.agent), "begun": begun}


class SignOut(auth.LogoutView):
    """Ends the session, and clears the cached pages and drafts in the browser."""

    next_page = f"{settings.LOGIN_URL}?{SIGNED_OUT}"

    def post(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            record_event(EventKind.SIGN_OUT)
        answer = super().post(request, *args, **kwargs)
        answer.headers["Clear-Site-Data"] = '"cache", "storage"'
        return answer


class OwnPasswordMixin:
    """A form that checks one's own password."""

    request: Any
    http_method_names: Any = METHODS

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "request": self.request}  # type: ignore[misc]


@outside_transaction
class ChangePassword(OwnPasswordMixin, auth.PasswordChangeView):
    form_class = ChangePasswordForm
    template_name = "accounts/change_password.html"
    success_url = reverse_lazy("home")
    extra_context = {"title": gettext_lazy("Change password")}

    def form_valid(self, form):
        services.choose_password(
            user=form.user,
            password=form.cleaned_data["new_password1"],
            session_key=self.request.session.session_key,
        )
        update_session_auth_hash(self.request, form.user)
        messages.success(self.request, _("Password changed."))
        return HttpResponseRedirect(self.get_success_url())


@outside_transaction
class Confirm(LoginRequiredMixin, OwnPasswordMixin, FormView):
    """Asks for one's own password again before a sensitive step."""

    form_class = ConfirmForm
    template_name = "accounts/confirm.html"
    extra_context = {"title": gettext_lazy("Confirm with your password")}

    def get_context_data(self, **kwargs):
        minutes = int(VALIDITY.total_seconds() // 60)
        return super().get_context_data(next=self.get_success_url(), minutes=minutes, **kwargs)

    def get_success_url(self):
        given = self.request.POST.get("next") or self.request.GET.get("next")
        return safe_path(self.request, given)

    def form_valid(self, form):
        self.request.session.cycle_key()
        mark_reauthenticated(self.request.session)
        return super().form_valid(form)


class SecondFactor(LoginRequiredMixin, FormView):
    """Sets up the second factor, or takes a code."""

    request: Any
    form_class = CodeForm
    template_name = "accounts/second_factor.html"
    success_url = reverse_lazy("home")
    http_method_names = METHODS

    def get_context_data(self, **kwargs):
        context: dict[str, Any] = {"title": _("Second factor")}
        if second_factor.device_of(self.request.user) is None:
            device = second_factor.offered_device(self.request.user, self.request.session)
            context["device"] = device
            context["secret"] = second_factor.secret_text(device)
            context["picture"] = second_factor.qr_code(device)
        return super().get_context_data(**context, **kwargs)

    def form_valid(self, form):
        session, token = self.request.session, form.cleaned_data["token"]
        if not second_factor.verify_code(self.request.user, session, token):
            services.record_refused_sign_in(self.request.user.username)
            form.add_error("token", _("Wrong, used before, or too soon: wait for the next code."))
            return self.form_invalid(form)
        session.cycle_key()
        session.pop(second_factor.SECRET_KEY, None)
        session[second_factor.SESSION_KEY] = True
        return super().form_valid(form)


class MySessions(LoginRequiredMixin, TemplateView):
    """Lists the person's sessions and ends them."""

    template_name = "accounts/sessions.html"
    http_method_names = METHODS

    def rows(self):
        return Session.objects.visible_to(self.request.user)

    def get_context_data(self, **kwargs):
        current_key = self.request.session.session_key
        rows = [(row, device_label(row.agent), row.pk == current_key) for row in self.rows()]
        return super().get_context_data(
            title=_("My sessions"), rows=rows, hours=settings.SESSION_HOURS, **kwargs
        )

    def post(self, request):
        """Ends the session named by ``session``, or all but the current one; requires the password
        again."""
        if not is_reauthenticated(request.session):
            return redirect_to_reauthentication(request, reverse("my_sessions"))
        handle = request.POST.get("session", "")
        ended = [
            row
            for row in self.rows()
            if (row.handle == handle if handle else row.pk != request.session.session_key)
        ]
        for row in ended:
            row.delete()
        messages.success(request, _("Ended: %(number)s.") % {"number": len(ended)})
        return HttpResponseRedirect(reverse("my_sessions"))
