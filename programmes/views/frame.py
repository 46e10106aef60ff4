"""The controls of the top bar: the programme, and the day as of which pages are read."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.web.links import safe_path
from programmes.models import Programme

YEARS = range(2000, 2100)


def redirect_back(request) -> HttpResponseRedirect:
    """Where the form came from, within this site; else the start page."""
    return HttpResponseRedirect(safe_path(request, request.POST.get("next")))


@login_required
@require_POST
def choose_programme(request):
    chosen = request.POST.get("programme", "")
    key = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 19 else 0
    programme = get_object_or_404(Programme.objects.visible_to(request.user), pk=key)
    request.session["programme"] = programme.pk
    request.session.pop("as_of", None)
    return redirect_back(request)


@login_required
@require_POST
def look_as_of(request):
    """Look as of another day: only what this person sees changes."""
    request.session.pop("as_of", None)
    if request.programme and not request.POST.get("back"):
        _store_day(request, request.POST.get("day", ""))
    return redirect_back(request)


def _store_day(request, text: str) -> None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.year not in YEARS:
        messages.error(request, _("“%(text)s” is no day: write 2024-07-08.") % {"text": text[:20]})
    elif day != request.programme.today():
        request.session["as_of"] = day.isoformat()
