"""Sign-in, sign-out, one's own password and sessions."""

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
from django.views.generic import TemplateView

from accounts import services
from accounts.forms import ChangePasswordForm, SignInForm
from accounts.models import Session
from accounts.words import device_words
from core.actors import SIGNIN, acting_as, actor_of
from core.audit.services import tell
from core.choices import EventKind
from core.web.reauthentication import ask_for_proof, is_proved


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


# A wrong old password counts for good at once, as on the sign-in page.
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


class MySessions(LoginRequiredMixin, TemplateView):
    """Where one is signed in, and the way to end it there."""

    template_name = "accounts/sessions.html"
    http_method_names = ["get", "head", "post", "options"]

    def rows(self):
        return Session.objects.visible_to(self.request.user)

    def get_context_data(self, **kwargs):
        here = self.request.session.session_key
        rows = [(row, device_words(row.agent), row.pk == here) for row in self.rows()]
        return super().get_context_data(
            title=_("My sessions"), rows=rows, hours=settings.SESSION_HOURS, **kwargs
        )

    def post(self, request):
        """Ends one (``session``), or all but this one where none is named, for whoever knows the
        password."""
        if not is_proved(request.session):
            return ask_for_proof(request, reverse("my_sessions"))
        wanted = request.POST.get("session", "")
        ended = [
            row
            for row in self.rows()
            if (row.handle == wanted if wanted else row.pk != request.session.session_key)
        ]
        for row in ended:
            row.delete()
        messages.success(request, _("Ended: %(number)s.") % {"number": len(ended)})
        return HttpResponseRedirect(reverse("my_sessions"))
