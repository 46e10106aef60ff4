"""The language a person chose, and the name under which they act."""

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

SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}


class ChosenLanguageMiddleware:
    """Chinese, unless the person chose otherwise: what the browser prefers does not count."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        known = dict(settings.LANGUAGES)
        language = chosen if chosen in known and check_for_language(chosen) else "zh-hans"
        with translation.override(language):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class NoStoreMiddleware:
    """No cache keeps an answer: each may hold what this person alone may see, a refusal as well as
    a page. Static files are answered before."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        patch_cache_control(response, private=True, no_store=True)
        return response


class HealthMiddleware:
    """Answers ``/healthz`` before anything looks at a session or a person."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return healthz(request) if request.path == "/healthz" else self.get_response(request)


class BodyLimitMiddleware:
    """Refuses a body that no form of ours sends, before it is read (413)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isascii() and length.isdigit() and int(length) > settings.BODY_LIMIT:
            page = loader.get_template("413.html").render()
            return HttpResponse(page, status=413, headers={"Connection": "close"})
        return self.get_response(request)


class CharsetMiddleware:
    """400 for a body in another encoding than ours, before anything is read of it: browsers send
    none, and some bring texts that no database takes."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        charset = request.content_params.get("charset", "utf-8")
        if charset.lower() != "utf-8":
            page = loader.get_template("400.html").render()
            return HttpResponse(page, status=400)
        return self.get_response(request)


class ActorMiddleware:
    """Names the signed-in person and their address to the database before anything is written,
    and takes the name back afterwards: the connection serves others next. A page that is only
    read costs no word; what it writes nevertheless asks for ``acting_as``."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        named = request_actor if request.method in SAFE else acting_as
        with named(actor_of(request.user), client_address(request)):
            return self.get_response(request)


class RefusalMiddleware:
    """Records who asked for what they may not have, or for what is not there for them. Written
    after the page's own transaction, which was rolled back."""

    KINDS = {403: EventKind.REFUSED, 404: EventKind.NOT_FOUND}

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        kind = self.KINDS.get(response.status_code)
        if kind and request.resolver_match and request.user.is_authenticated:
            record_event(
                kind, programme=request.programme, about=request.path, method=request.method
            )
        return response
