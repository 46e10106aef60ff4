"""Signing in and out."""

from django.contrib import messages
from django.contrib.auth import views as auth
from django.db import transaction
from django.utils.decorators import method_decorator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts import services
from accounts.forms import SignInForm
from accounts.models import Session
from accounts.words import device_words
from core.actors import SIGNIN, acting_as, actor_of
from core.audit.services import tell
from core.choices import EventKind


# Each attempt is counted for good at once, also against those that come at the same time.
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
        # Written down now, so that another sign-in at the same time counts this one.
        self.request.session.save()
        here = self.request.session.session_key
        tell(EventKind.SIGN_IN, actor=actor_of(form.get_user()))
        for row in services.end_oldest_sessions(form.get_user(), here=here):
            messages.warning(self.request, ended_words(row))
        return answer

    def form_invalid(self, form):
        given = form.cleaned_data
        if given.get("username") and given.get("password"):
            services.tell_of_refusal(given["username"])
        return super().form_invalid(form)


def ended_words(row: Session) -> str:
    words = _(
        "You were signed in elsewhere too many times: the session on %(device)s, begun on "
        "%(begun)s, has ended. If that was not you, change your password."
    )
    begun = f"{localtime(row.begun_at):%Y-%m-%d %H:%M}" if row.begun_at else "—"
    return words % {"device": device_words(row.agent), "begun": begun}


class SignOut(auth.LogoutView):
    """What the browser has kept of the person's pages and drafts goes with the session."""

    def post(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            tell(EventKind.SIGN_OUT)
        answer = super().post(request, *args, **kwargs)
        answer.headers["Clear-Site-Data"] = '"cache", "storage"'
        return answer
