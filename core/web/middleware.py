"""Middleware: language, caching, limits, current actor and refusals."""

from django.conf import settings
from django.http import HttpResponse
from django.template import loader
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import check_for_language

from core.actors import acting_as, actor_of, request_actor
from core.audit.services import record_event
from core.choices import EventKind
from core.health import healthz
from core.web.client_address import client_address
from core.web.links import parent_page

SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}


class Middleware:
    """Passes each request on; subclasses override a hook."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)


class ChosenLanguageMiddleware(Middleware):
    """The language of the cookie, else Chinese; ignores Accept-Language."""

    def __call__(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        known = dict(settings.LANGUAGES)
        language = chosen if chosen in known and check_for_language(chosen) else "zh-hans"
        with translation.override(language):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class NoStoreMiddleware(Middleware):
    """Forbids caching of responses: each may hold data for this user only. Static files are served
    before."""

    def __call__(self, request):
        response = self.get_response(request)
        patch_cache_control(response, private=True, no_store=True)
        return response


class HealthMiddleware(Middleware):
    """Serves ``/healthz`` without session and user."""

    def __call__(self, request):
        return healthz(request) if request.path == "/healthz" else self.get_response(request)


class BodyLimitMiddleware(Middleware):
    """Refuses requests above ``BODY_LIMIT`` before the body is read (413)."""

    def __call__(self, request):
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isascii() and length.isdigit() and int(length) > settings.BODY_LIMIT:
            page = loader.get_template("413.html").render()
            return HttpResponse(page, status=413, headers={"Connection": "close"})
        return self.get_response(request)


class CharsetMiddleware(Middleware):
    """Refuses bodies in an encoding other than UTF-8 (400): browsers send none, and some decode to
    text that cannot be stored."""

    def __call__(self, request):
        charset = request.content_params.get("charset", "utf-8")
        if charset.lower() != "utf-8":
            page = loader.get_template("400.html").render()
            return HttpResponse(page, status=400)
        return self.get_response(request)


class ActorMiddleware(Middleware):
    """Sets the signed-in user and address as the current actor for the request. Safe methods send
    no query; a write in one needs ``acting_as``."""

    def __call__(self, request):
        context = request_actor if request.method in SAFE else acting_as
        with context(actor_of(request.user), client_address(request)):
            return self.get_response(request)


class RefusalMiddleware(Middleware):
    """Records refused and not found requests as events, after the request's transaction was
    rolled back."""

    KINDS = {403: EventKind.REFUSED, 404: EventKind.NOT_FOUND}

    def __call__(self, request):
        response = self.get_response(request)
        kind = self.KINDS.get(response.status_code)
        if kind and request.resolver_match and request.user.is_authenticated:
            record_event(
                kind, programme=request.programme, about=request.path, method=request.method
            )
        return response


class MethodNotAllowedMiddleware(Middleware):
    """Gives a 405 a page with words and the way to the page of the button."""

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 405:
            return response
        words = {"page": parent_page(request.path), "is_read": request.method in SAFE}
        page = loader.get_template("405.html").render(words, request)
        return HttpResponse(page, status=405, headers={"Allow": response["Allow"]})
