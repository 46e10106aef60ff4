"""Signing in and out."""

from django.contrib import messages
from django.contrib.auth import views as auth
from django.db import transaction
from django.utils.decorators import method_decorator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts import services
from accounts.device_labels import device_label
from accounts.forms import SignInForm
from accounts.models import Session
from core.actors import SIGNIN, acting_as, actor_of
from core.audit.services import record_event
from core.choices import EventKind


# Outside a transaction, so that each attempt counts at once, also against concurrent ones.
@method_decorator(transaction.non_atomic_requests, name="dispatch")
class SignIn(auth.LoginView):
    form_class = SignInForm
    template_name = "accounts/sign_in.html"
    http_method_names = ["get", "head", "post", "options"]
    redirect_authenticated_user = True

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
        if given.get("username") and given.get("password"):
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

    def post(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            record_event(EventKind.SIGN_OUT)
        answer = super().post(request, *args, **kwargs)
        answer.headers["Clear-Site-Data"] = '"cache", "storage"'
        return answer
