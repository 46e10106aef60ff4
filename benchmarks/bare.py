"""The baseline page: a signed-in person, one indexed query of fifty rows with three joins, as many
cells as the list of projects, and a plain template."""

import database  # noqa: F401  sets Django up
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.template import Context, Template
from django.urls import path

from mabian.urls import urlpatterns as platform_urls
from projects.models import Project

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
PAGE = Template("""<!doctype html><html><head><title>Projects</title></head><body>
<p>{{ user.name }}</p><table>
{% for row in rows %}<tr>
<td><a href="{% url "project" row.pk %}">{{ row.name }}</a></td><td>{{ row.code }}</td>
<td><a href="{% url "unit" row.owner_unit_id %}">{{ row.owner_unit.name }}</a></td>
<td>{{ row.sector.name }}</td><td>{{ row.township.name }}</td><td>{{ row.total_investment }}</td>
<td>{{ row.planned_start|date:"Y-m-d" }}</td><td>{{ row.planned_finish|date:"Y-m-d" }}</td>
<td>{{ row.signed|yesno }}</td><td>{{ row.in_statistics|yesno }}</td>
<td>{{ row.lead_official }}</td><td>{{ row.person }}</td>
<td>{{ row.image_progress }}</td><td>{{ row.problems }}</td>
</tr>
{% endfor %}</table></body></html>""")


@login_required
def bare(request, programme: int):
    rows = Project.objects.filter(programme=programme).select_related(
        "owner_unit", "sector", "township"
    )
    page = Context({"user": request.user, "rows": rows.order_by("code")[:50]})
    return HttpResponse(PAGE.render(page))


urlpatterns = [path("bare/<int:programme>/", bare), *platform_urls]
