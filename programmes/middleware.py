"""Which programme a request is about, as of which day, and who has to give a second factor."""

from datetime import date

from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse

from accounts.middleware import ALWAYS_OPEN
from accounts.second_factor import SESSION_KEY
from programmes.models import Programme
from programmes.scopes import access_key, cache_roles, needs_second_factor


class ProgrammeMiddleware:
    """Sets ``request.programmes`` (those in which the person has a role, each with the number of
    notices that they have not read), ``request.programme`` (the chosen one, or the first; None
    without any), ``request.access_key`` in it, and ``request.day``: the programme's day, or the one
    that the person looks as of. That choice changes only what they see.

    A form carries the programme it was opened in (``_programme``), so that it acts there even
    where the person has switched in another tab meanwhile."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.programmes = list(
            Programme.objects.visible_to(request.user)
            .with_unread(request.user)
            .with_roles(request.user)
            .select_related("task_force")
        )
        cache_roles(request.user, request.programmes)
        request.programme = _chosen(request)
        request.access_key = access_key(request.user, request.programme)
        request.day = _day(request)
        return self.get_response(request)


def _chosen(request):
    wanted = request.session.get("programme")
    sent = request.POST.get("_programme", "")
    if sent and sent != str(wanted) and any(str(p.pk) == sent for p in request.programmes):
        wanted = request.session["programme"] = int(sent)
        request.session.pop("as_of", None)
    chosen = [programme for programme in request.programmes if programme.pk == wanted]
    return (chosen or request.programmes or [None])[0]


def _day(request) -> date | None:
    if request.programme is None:
        return None
    looked = request.session.get("as_of")
    return date.fromisoformat(looked) if looked else request.programme.today()


class SecondFactorMiddleware:
    """With ``TOTP_REQUIRED``, whose role asks for a second factor opens nothing before giving it;
    not even the page that changes the password."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not settings.TOTP_REQUIRED or request.resolver_match.url_name in ALWAYS_OPEN:
            return None
        if needs_second_factor(request.user) and not request.session.get(SESSION_KEY):
            return HttpResponseRedirect(reverse("second_factor"))
        return None
