"""Sets the programme and the day of a request; requires the second factor."""

from datetime import date

from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse

from accounts.middleware import ALWAYS_OPEN
from accounts.second_factor import SESSION_KEY
from core.days import parse_day
from core.web.middleware import Middleware
from programmes.models import Programme
from programmes.scopes import access_key, cache_roles, needs_second_factor


class ProgrammeMiddleware(Middleware):
    """Sets ``request.programmes`` (those in which the person has a role, with ``unread`` notices),
    ``request.programme`` (the chosen one, or the first; None without any), ``request.access_key``,
    and ``request.day``: the as-of day of the address (``?as_of=2024-06-30``, as links of reports
    have it; ``has_day_of_address``) or of the session, else the programme's. The as-of day affects
    only what is shown.

    Forms send the programme in which they were opened (``_programme``), so that they apply to it
    after a switch in another tab."""

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
        named = _day_of_address(request)
        request.has_day_of_address = named is not None
        request.day = _day(request, named)
        return self.get_response(request)


def _chosen(request):
    selected = request.session.get("programme")
    sent = request.POST.get("_programme", "")
    if sent and sent != str(selected) and any(str(p.pk) == sent for p in request.programmes):
        selected = request.session["programme"] = int(sent)
        request.session.pop("as_of", None)
    chosen = [programme for programme in request.programmes if programme.pk == selected]
    return (chosen or request.programmes or [None])[0]


def _day(request, named: date | None) -> date | None:
    if request.programme is None:
        return None
    as_of = request.session.get("as_of")
    stored = date.fromisoformat(as_of) if as_of else request.programme.today()
    return named or stored


def _day_of_address(request) -> date | None:
    try:
        return parse_day(request.GET.get("as_of", ""))
    except ValueError:
        return None


class SecondFactorMiddleware(Middleware):
    """With ``TOTP_REQUIRED``, people whose role requires a second factor open no page before giving
    it, not even the change of password."""

    def process_view(self, request, view, args, kwargs):
        if not settings.TOTP_REQUIRED or request.resolver_match.url_name in ALWAYS_OPEN:
            return None
        if needs_second_factor(request.user) and not request.session.get(SESSION_KEY):
            return HttpResponseRedirect(reverse("second_factor"))
        return None
