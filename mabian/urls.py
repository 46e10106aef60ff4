"""All URLs of the platform, by app."""

from django.urls import URLPattern, URLResolver, include, path

from core.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("", include("core.urls")),
    path("", include("dashboard.urls")),
    path("", include("notifications.urls")),
    path("", include("accounts.urls")),
    path("", include("programmes.urls")),
    path("", include("projects.urls")),
    path("", include("funds.urls")),
    path("", include("supervision.urls")),
    path("", include("reports.urls")),
]

handler500 = "core.web.error_pages.server_error"
