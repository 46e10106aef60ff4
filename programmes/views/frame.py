"""The controls of the top bar: the programme, and the day as of which pages are read."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from core.days import parse_day
from core.web.links import safe_path
from programmes.models import Programme


def redirect_back(request) -> HttpResponseRedirect:
    """Redirects to the page of the form, within this site; else to the start page."""
    return HttpResponseRedirect(safe_path(request, request.POST.get("next")))


@login_required
@require_POST
def choose_programme(request):
    sent = request.POST.get("programme", "")
    key = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 19 else 0
    programme = get_object_or_404(Programme.objects.visible_to(request.user), pk=key)
    request.session["programme"] = programme.pk
    request.session.pop("as_of", None)
    return redirect_back(request)


@login_required
@require_POST
def look_as_of(request):
    """Sets the as-of day of the session, which affects only what this person sees."""
    request.session.pop("as_of", None)
    if request.programme and not request.POST.get("back"):
        _store_day(request, request.POST.get("day", ""))
    return redirect_back(request)


def _store_day(request, text: str) -> None:
    try:
        day = parse_day(text)
    except ValueError as error:
        messages.error(request, str(error))
        return
    if day != request.programme.today():
        request.session["as_of"] = day.isoformat()
