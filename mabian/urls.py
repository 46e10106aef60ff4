"""Every address of the platform, app by app."""

from django.urls import URLPattern, URLResolver, path

from core.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
]
