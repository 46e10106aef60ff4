"""How long a person stays signed in, and what they must do before anything else."""

from django.contrib.auth import logout
from django.http import HttpResponseRedirect
from django.urls import reverse

from accounts import sessions

# Open to a person who has something else to do first.
ALWAYS_OPEN = {"second_factor", "sign_out", "sign_in", "set_language"}


class SessionTimeMiddleware:
    """Ends a session that has grown too old; one that is in use lives on."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            if sessions.is_over(request.session):
                logout(request)
            else:
                sessions.touch(request)
        return self.get_response(request)


class PasswordMiddleware:
    """A password for one time, or too old, leads from every page to the one that changes it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.resolver_match.url_name in {*ALWAYS_OPEN, "change_password"}:
            return None
        if request.user.is_authenticated and request.user.password_is_due:
            return HttpResponseRedirect(reverse("change_password"))
        return None
