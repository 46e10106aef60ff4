"""Ends expired sessions, and enforces a due change of password."""

from django.contrib.auth import logout
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin

from accounts import sessions

# URL names open before the password is changed or the second factor given.
ALWAYS_OPEN = {"second_factor", "sign_out", "sign_in", "set_language"}


class SessionTimeMiddleware:
    """Ends a session past its maximum age; renews one in use."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            if sessions.is_expired(request.session):
                logout(request)
            else:
                sessions.touch(request)
        return self.get_response(request)


class PasswordMiddleware(MiddlewareMixin):
    """Redirects every page to the change of password while a change is due."""

    def process_view(self, request, view, args, kwargs):
        if request.resolver_match.url_name in {*ALWAYS_OPEN, "change_password"}:
            return None
        if request.user.is_authenticated and request.user.password_is_due:
            return HttpResponseRedirect(reverse("change_password"))
        return None
